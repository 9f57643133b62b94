import { expect, it, onTestFinished, vi } from 'vitest'
import { type Occasions, regularly } from '../src/regularly.ts'

/** Work whose runs the test ends one by one. */
function work(occasions: Partial<Occasions> = {}) {
  const ends: ((error?: Error) => void)[] = []
  const run = vi.fn(() => new Promise<void>((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve()))))
  const onError = vi.fn()
  const regular = regularly(run, { every: 3600_000, onError, ...occasions })
  onTestFinished(() => {
    const stopped = regular.stop()
    for (const end of ends) end()
    return stopped
  })
  return { run, onError, regular, end: (error?: Error) => ends.at(-1)?.(error) }
}

it('runs at once, and never twice at a time: whoever wakes it meanwhile is served by one more run', async () => {
  const { run, regular, end } = work()
  expect(run).toHaveBeenCalledTimes(1)
  for (let count = 0; count < 5; count++) regular.wake()
  expect(run).toHaveBeenCalledTimes(1)
  end()
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2))
  end()
  await new Promise(setImmediate)
  expect(run).toHaveBeenCalledTimes(2)
})

it('reports a run that fails, and runs again', async () => {
  const { run, regular, end, onError } = work()
  const error = new Error('the store is away')
  end(error)
  await vi.waitFor(() => expect(onError).toHaveBeenCalledExactlyOnceWith(error))
  await vi.waitFor(() => {
    regular.wake()
    expect(run).toHaveBeenCalledTimes(2)
  })
})

it('runs every so often', async () => {
  const run = vi.fn(async () => {})
  const regular = regularly(run, { every: 5, onError: () => {} })
  await vi.waitFor(() => expect(run.mock.calls.length).toBeGreaterThan(3))
  await regular.stop()
})

it('ends when the run that goes on has ended, which hears of it; then nothing wakes it', async () => {
  let wake = () => {}
  const unfollow = vi.fn()
  let told: () => boolean = () => false
  let finish = () => {}
  const run = vi.fn((stopped: () => boolean) => {
    told = stopped
    return new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  const regular = regularly(run, {
    every: 3600_000,
    onError: () => {},
    follow: (given) => {
      wake = given
      return unfollow
    },
  })
  wake()
  let ended = false
  const stopping = regular.stop().then(() => {
    ended = true
  })
  expect(told()).toBe(true)
  await new Promise(setImmediate)
  expect(ended).toBe(false)
  finish()
  await stopping
  wake()
  expect(run).toHaveBeenCalledTimes(1)
  expect(unfollow).toHaveBeenCalledTimes(1)
})
