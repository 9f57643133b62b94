import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Chat } from '../support/chat.ts'
import { killableService } from '../support/killable-service.ts'

describe('the process is killed in the middle of its work', () => {
  it('has every acknowledged turn afterwards, answers each once, and the conversation goes on', async () => {
    const service = await killableService()
    onTestFinished(() => service.remove())
    const acknowledged: string[] = []
    let chat: Chat | undefined
    for (let round = 0; round < 3; round++) {
      await service.start()
      chat ??= await new Chat(service.url).start()
      const current = chat
      // Many at once, and the kill comes while some are stored but not answered yet.
      const posts = Array.from({ length: 20 }, async (_, index) => {
        const id = `${round}-${index}`
        const response = await current.post(`cik maksā jauna pase ${id}`, { channelData: { clientActivityID: id } }).catch(() => undefined)
        if (response?.ok) acknowledged.push(id)
      })
      await Promise.race(posts)
      await service.kill()
      await Promise.allSettled(posts)
    }
    await service.start()
    const finished = chat as Chat
    await vi.waitFor(
      async () => {
        await finished.read()
        const own = finished.seen.filter((activity) => activity.channelData?.clientActivityID)
        const answered = new Set(finished.seen.flatMap((activity) => activity.replyToId ?? []))
        expect(own.filter((activity) => !answered.has(activity.id))).toEqual([])
      },
      { timeout: 10_000, interval: 50 },
    )
    const own = finished.seen.flatMap((activity) => activity.channelData?.clientActivityID ?? [])
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(acknowledged.filter((id) => !own.includes(id))).toEqual([])
    expect(own).toHaveLength(new Set(own).size)
    const replies = finished.seen.flatMap((activity) => activity.replyToId ?? [])
    expect(replies).toHaveLength(new Set(replies).size)
    expect(finished.seen.map((activity) => Number(activity.id.split('|')[1]))).toEqual(finished.seen.map((_, index) => index + 1))
    expect((await finished.say('kā noformēt pasi bērnam')).channelData?.assistant?.from).toBe('assistant')
  }, 60_000)
})
