import { describe, expect, it, vi } from 'vitest'
import { ApiError, type CaseView } from '../../src/web/console/api.ts'
import { insertAt, takeDraft } from '../../src/web/console/desk/insert-text.ts'
import { KeptText } from '../../src/web/console/desk/kept-text.ts'
import { Outbox } from '../../src/web/console/desk/outbox.ts'
import { filterReplies, groupReplies } from '../../src/web/console/desk/reply-list.ts'
import { lastAsked, lastSeq, mergeView, Transcripts } from '../../src/web/console/desk/transcripts.ts'

/** The browser's storage, as far as it is used. */
function memory(): Storage {
  const held = new Map<string, string>()
  return {
    get length() {
      return held.size
    },
    key: (index) => [...held.keys()][index] ?? null,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
    clear: () => held.clear(),
  }
}

describe('what was typed', () => {
  it('is there again after a reload, for the same operator only, and for a day', () => {
    const storage = memory()
    new KeptText(storage, 'anna', () => 0).set('case', 'reply', 'Labdien!')
    expect(new KeptText(storage, 'janis', () => 1).get('case', 'reply')).toBe('')
    expect(new KeptText(storage, 'anna', () => 1).get('case', 'reply')).toBe('Labdien!')
    expect(new KeptText(storage, 'anna', () => 24 * 3600_000 + 1).get('case', 'reply')).toBe('')
    expect(storage.length).toBe(0)
  })

  it('stays when the storage is full', () => {
    const storage = memory()
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const kept = new KeptText(storage, 'anna')
    kept.set('case', 'note', 'svarīgi')
    expect(kept.get('case', 'note')).toBe('svarīgi')
  })

  it('is gone after signing out, and when the conversation is over', () => {
    const storage = memory()
    const kept = new KeptText(storage, 'anna')
    kept.set('one', 'reply', 'a')
    kept.set('one', 'note', 'b')
    kept.set('two', 'reply', 'c')
    kept.forget('one')
    expect([kept.get('one', 'reply'), kept.get('one', 'note'), kept.get('two', 'reply')]).toEqual(['', '', 'c'])
    kept.forgetAll()
    expect(storage.length).toBe(0)
  })

  it('keeps what was typed after the words that were sent', () => {
    const kept = new KeptText(memory(), 'anna')
    kept.set('case', 'reply', 'Labdien!\nUn vēl')
    kept.sent('case', 'reply', 'Labdien!')
    expect(kept.get('case', 'reply')).toBe('Un vēl')
    kept.set('case', 'reply', 'Cits teksts')
    kept.sent('case', 'reply', 'Labdien!')
    expect(kept.get('case', 'reply')).toBe('Cits teksts')
  })

  it('reads nothing from a broken record', () => {
    const storage = memory()
    storage.setItem('vpppd-kept:anna:case:reply', '{broken')
    expect(new KeptText(storage, 'anna').get('case', 'reply')).toBe('')
  })
})

describe('sending', () => {
  function world(post: () => Promise<void>, arrived = false) {
    const kept = new KeptText(memory(), 'anna')
    kept.set('case', 'reply', 'Labdien!')
    const posted = vi.fn(post)
    return { kept, posted, outbox: new Outbox({ kept, post: posted, arrived: async () => arrived }) }
  }

  it('takes the words away once they arrived', async () => {
    const { kept, outbox } = world(async () => {})
    expect(await outbox.send('case', 'Labdien!', 3)).toBe(true)
    expect(kept.get('case', 'reply')).toBe('')
    expect(outbox.of('case')).toBeUndefined()
  })

  it('sends once when pressed twice', async () => {
    const { posted, outbox } = world(async () => {})
    const both = await Promise.all([outbox.send('case', 'Labdien!', 3), outbox.send('case', 'Labdien!', 3)])
    expect(both).toEqual([true, false])
    expect(posted).toHaveBeenCalledTimes(1)
  })

  it('keeps the words when the server refuses, says why, and sends them at the next try', async () => {
    let refuse = true
    const { kept, posted, outbox } = world(async () => {
      if (refuse) throw new ApiError(409, 'case is closed')
    }, true)
    expect(await outbox.send('case', 'Labdien!', 3)).toBe(false)
    expect(outbox.of('case')).toEqual({ state: 'failed', why: 'case is closed' })
    expect(kept.get('case', 'reply')).toBe('Labdien!')
    refuse = false
    expect(await outbox.send('case', 'Labdien!', 3)).toBe(true)
    expect(posted).toHaveBeenCalledTimes(2)
  })

  it('does not send again what arrived although the connection broke', async () => {
    const { kept, posted, outbox } = world(async () => {
      throw new TypeError('Failed to fetch')
    }, true)
    expect(await outbox.send('case', 'Labdien!', 3)).toBe(false)
    expect(outbox.of('case')).toEqual({ state: 'failed', why: '' })
    expect(await outbox.send('case', 'Labdien!', 5)).toBe(true)
    expect(posted).toHaveBeenCalledTimes(1)
    expect(kept.get('case', 'reply')).toBe('')
  })

  it('asks for the words after the turn that was last before the first break', async () => {
    const asked: number[] = []
    let broken = true
    const outbox = new Outbox({
      kept: new KeptText(memory(), 'anna'),
      post: async () => {
        if (broken) throw new TypeError('Failed to fetch')
      },
      arrived: async (_, after) => {
        asked.push(after)
        return false
      },
    })
    await outbox.send('case', 'Labdien!', 3)
    await outbox.send('case', 'Labdien!', 5)
    broken = false
    expect(await outbox.send('case', 'Labdien!', 6)).toBe(true)
    expect(asked).toEqual([3, 3])
  })
})

describe('drafts and ready replies', () => {
  const at = (start: number, end = start) => ({ start, end })

  it('puts the first draft into an empty field, then the next, then the first again', () => {
    const drafts = ['pirmais', 'otrais']
    expect(takeDraft('', drafts, at(0))?.text).toBe('pirmais')
    expect(takeDraft('pirmais', drafts, at(0))?.text).toBe('otrais')
    expect(takeDraft('otrais', drafts, at(0))?.text).toBe('pirmais')
  })

  it('never replaces what a person typed or changed', () => {
    expect(takeDraft('Labdien!', ['pirmais'], at(8))).toEqual({ text: 'Labdien!\n\npirmais', cursor: 17 })
    expect(takeDraft('pirmais, bet labots', ['pirmais'], at(19))?.text).toBe('pirmais, bet labots\n\npirmais')
    expect(takeDraft('Labdien!', [], at(8))).toBeUndefined()
  })

  it('puts a reply in at the cursor, over what is selected', () => {
    expect(insertAt('Labdien! Uz redzēšanos!', 9, 9, 'Jā.')).toEqual({ text: 'Labdien!\n\nJā.\n\nUz redzēšanos!', cursor: 13 })
    expect(insertAt('abc', 0, 3, 'x')).toEqual({ text: 'x', cursor: 1 })
  })

  const suggestion = (title: string, section: string | null, text: string) => ({
    service: title,
    title,
    section,
    institution: 'PMLP',
    score: 1,
    text,
  })

  it('groups replies by institution and card, and finds them without diacritics', () => {
    const groups = groupReplies([suggestion('Pase', 'Maksa', 'Maksā 34 eiro'), suggestion('Pase', 'Termiņi', 'Desmit dienas')], 'lv', {
      language: 'lv',
      generic: 'Vispārīgas',
    })
    expect(groups.map(({ title }) => title)).toEqual(['Vispārīgas', 'PMLP · Pase'])
    const found = filterReplies(groups, 'pase terminI')
    expect(found.flatMap(({ replies }) => replies.map(({ title }) => title))).toEqual(['Termiņi'])
    expect(filterReplies(groups, 'nav tāda')).toEqual([])
  })

  it("gives general replies in the client's language, named in the operator's", () => {
    const [generic] = groupReplies([], 'ru', { language: 'lv', generic: 'Vispārīgas' })
    expect(generic?.replies[0]).toMatchObject({ title: 'Sveiciens', text: expect.stringMatching(/^Здравствуйте/) })
  })
})

describe('conversations that were read', () => {
  const turn = (seq: number, from = 'client', text = `vārdi ${seq}`) => ({ seq, from, text }) as CaseView['transcript'][number]
  const view = (id: string, ...transcript: CaseView['transcript']) => ({ id, transcript }) as CaseView

  it('adds only the turns that are new, and keeps the same list when there are none', () => {
    const known = view('a', turn(1), turn(2))
    const merged = mergeView(known, view('a', turn(2), turn(3)))
    expect(merged.transcript.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(merged.transcript[0]).toBe(known.transcript[0])
    expect(mergeView(known, view('a')).transcript).toBe(known.transcript)
    expect([lastSeq(undefined), lastSeq(merged)]).toEqual([0, 3])
  })

  it('knows the last question, whatever was said after it', () => {
    expect(lastAsked(view('a', turn(1), turn(2, 'operator'), turn(3, 'client', ' ')))).toBe(1)
  })

  it('keeps a bounded number, and drops what is not wanted', () => {
    const transcripts = new Transcripts()
    for (let index = 0; index < 200; index++) transcripts.take(view(`c${index}`, turn(1)))
    expect(transcripts.size).toBe(60)
    expect(transcripts.get('c199')).toBeDefined()
    expect(transcripts.get('c0')).toBeUndefined()
    transcripts.keepOnly((id) => id === 'c150')
    expect(transcripts.size).toBe(1)
  })
})
