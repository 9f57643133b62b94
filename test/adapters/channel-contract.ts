import { describe, expect, it } from 'vitest'
import type { Channel, Received, Reply } from '../../src/channel.ts'

/** What a platform's test brings along, so that the same promises can be checked for every channel. */
export interface ChannelUnderTest {
  channel: Channel
  /** A message as the platform sends it, properly signed. */
  signed(text: string): Promise<Request>
  /** The same, with a signature that does not fit. */
  forged(text: string): Promise<Request>
  /** Our own words coming back from the platform; undefined where the platform sends none. */
  ownEcho: (() => Promise<Request>) | undefined
  /** What the client finally sees of a reply: one text for each message. */
  shown(reply: Reply): Promise<string[]>
}

export function channelContract(name: string, make: () => Promise<ChannelUnderTest>): void {
  describe(`${name} keeps the promises of every channel`, () => {
    it('turns a signed message into one turn with the words as they were', async () => {
      const { channel, signed } = await make()
      const received = await channel.receive(await signed('Cik maksā pase? Жду 🙂'))
      expect(received).toMatchObject({ kind: 'turns', turns: [{ text: 'Cik maksā pase? Жду 🙂', address: { channel: channel.name } }] })
    })

    it('refuses a wrong signature and takes no turn from it', async () => {
      const { channel, forged } = await make()
      const received = await channel.receive(await forged('Cik maksā pase?'))
      expect(received.kind).toBe('refused')
      expect([401, 403]).toContain((received as Extract<Received, { kind: 'refused' }>).status)
    })

    it('gives the same address for the same person', async () => {
      const { channel, signed } = await make()
      const [first, second] = [await channel.receive(await signed('a')), await channel.receive(await signed('b'))]
      if (first.kind !== 'turns' || second.kind !== 'turns') throw new Error('both should be turns')
      expect(first.turns[0]?.address).toEqual(second.turns[0]?.address)
      expect(first.turns[0]?.platformId).not.toBe(second.turns[0]?.platformId)
    })

    it('does not take its own words for a question', async () => {
      const { channel, ownEcho } = await make()
      if (!ownEcho) return expect(channel.limits.replyWindowHours).toBeNull()
      expect((await channel.receive(await ownEcho())).kind).toBe('ignored')
    })

    it('keeps a reply over the limit readable: nothing of it is lost', async () => {
      const { channel, shown } = await make()
      const sentences = Array.from({ length: 400 }, (_, index) => `Teikums numur ${index} par pakalpojumu.`)
      const messages = await shown({ from: 'assistant', language: 'lv', text: sentences.join(' '), options: [] })
      for (const message of messages)
        expect(message.length).toBeLessThanOrEqual(Math.max(channel.limits.textLength, sentences.join(' ').length))
      for (const sentence of sentences) expect(messages.join(' ')).toContain(sentence)
    })
  })
}
