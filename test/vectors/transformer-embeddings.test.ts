import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { ConfigError } from '../../src/config.ts'
import { TransformerEmbeddings } from '../../src/vectors/transformer-embeddings.ts'
import { type TinyEmbedder, writeTinyEmbedder } from '../fixtures/tiny-embedder.ts'

const root = mkdtempSync(join(tmpdir(), 'vpppd-embedder-'))
const meanings = [['pase', 'passport', 'паспорт'], ['pabalsts'], ['cik'], ['maksā'], ['query'], ['vaicājums']]
const opened: TransformerEmbeddings[] = []
afterAll(async () => {
  for (const embeddings of opened) await embeddings.close()
  rmSync(root, { recursive: true, force: true })
})

const write = (name: string, options: Partial<TinyEmbedder> = {}) => writeTinyEmbedder(join(root, name), { meanings, ...options })

async function open(folder: string): Promise<TransformerEmbeddings> {
  const embeddings = await TransformerEmbeddings.open(folder)
  opened.push(embeddings)
  return embeddings
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, value, index) => sum + value * (y[index] as number), 0)
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
}

describe('a model from a folder', () => {
  let embeddings: TransformerEmbeddings
  beforeAll(async () => {
    embeddings = await open(write('plain'))
  })

  it('gives vectors of unit length with as many numbers as the model has', async () => {
    const vectors = await embeddings.embedDocuments(['pase', 'cik maksā pase'])
    expect(embeddings.dimensions).toBe(16)
    for (const vector of vectors) {
      expect(vector).toHaveLength(16)
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5)
    }
  })

  it('puts words of one meaning in one place, also of another language', async () => {
    const [latvian, english, russian, other] = (await embeddings.embedDocuments([
      'Cik maksā pase',
      'cik maksā passport',
      'ЦИК cik maksā паспорт',
      'pabalsts',
    ])) as [number[], number[], number[], number[]]
    expect(cosine(latvian, english)).toBeCloseTo(1, 5)
    expect(cosine(latvian, russian)).toBeGreaterThan(cosine(latvian, other))
  })

  it('takes the mean over all words, so that their order does not matter', async () => {
    const [one, other] = (await embeddings.embedDocuments(['cik maksā pase', 'pase maksā cik'])) as [number[], number[]]
    expect(cosine(one, other)).toBeCloseTo(1, 5)
  })

  it('gives a short text the same vector alone and beside a longer one', async () => {
    const [beside] = (await embeddings.embedDocuments(['pase', 'cik maksā pase cik maksā pabalsts'])) as [number[]]
    expect(cosine(beside, await embeddings.embedQuery('pase'))).toBeCloseTo(1, 5)
  })

  it('gives nothing for nothing', async () => {
    expect(await embeddings.embedDocuments([])).toEqual([])
  })

  it('answers a text that is far longer than the model reads', async () => {
    expect(await embeddings.embedQuery('pase '.repeat(500))).toHaveLength(16)
  })
})

describe('how a model is used', () => {
  it('takes the quantised weights when both are there', async () => {
    const both = write('both', { seed: 1 })
    write('both', { seed: 2, quantized: true })
    const quantised = await (await open(write('quantised', { seed: 2, quantized: true }))).embedQuery('pase')
    expect(await (await open(both)).embedQuery('pase')).toEqual(quantised)
    expect(await (await open(write('full', { seed: 1 }))).embedQuery('pase')).not.toEqual(quantised)
  })

  it.each([
    ['multilingual-e5-small', {}, 'query: '],
    ['renamed', { files: { 'config.json': { model_type: 'bert', _name_or_path: 'intfloat/multilingual-e5-small' } } }, 'query: '],
    ['own-prompt', { files: { 'config_sentence_transformers.json': { prompts: { query: 'vaicājums: ' } } } }, 'vaicājums: '],
    ['e5-without', { files: { 'config_sentence_transformers.json': { prompts: { query: '' } } } }, ''],
    ['no-prompts', { files: { 'config_sentence_transformers.json': { prompts: null } } }, ''],
    ['size50', {}, ''],
  ])('the folder %s puts what its model expects before a text', async (name, options, prefix) => {
    const bare = await (await open(write('bare'))).embedQuery(`${prefix}pase`)
    expect(await (await open(write(name, options))).embedQuery('pase')).toEqual(bare)
  })

  it('takes the first token where the folder says so', async () => {
    const embeddings = await open(write('first-token', { files: { '1_Pooling/config.json': { pooling_mode_cls_token: true } } }))
    expect(await embeddings.embedQuery('pase')).toEqual(await embeddings.embedQuery('cik maksā pabalsts'))
  })

  it('is told apart by weights and by use, not by the folder', async () => {
    const hash = async (name: string, options?: Partial<TinyEmbedder>) => (await open(write(name, options))).hash
    const one = await hash('one')
    expect(await hash('same')).toBe(one)
    expect(await hash('other-weights', { seed: 9 })).not.toBe(one)
    expect(await hash('e5-copy')).not.toBe(one)
  })
})

describe('a folder that is no model', () => {
  afterEach(() => {
    vi.doUnmock('@huggingface/transformers')
    vi.resetModules()
  })

  const fault = async (folder: string): Promise<Error> => {
    const error = await TransformerEmbeddings.open(folder).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(error.message).toContain('EMBEDDINGS_MODEL_DIR')
    expect(error.message).toContain(folder)
    return error
  }

  it('is told when it does not exist', async () => {
    expect((await fault(join(root, 'nowhere'))).message).toContain('no such folder')
  })

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'])(
    'is told by the file that it lacks: %s',
    async (file) => {
      const folder = write(`without-${file.replace(/\W/g, '-')}`)
      rmSync(join(folder, file))
      expect((await fault(folder)).message).toContain(file)
    },
  )

  it('is told when its weights are damaged', async () => {
    const folder = write('damaged')
    writeFileSync(join(folder, 'onnx/model.onnx'), 'no model at all')
    const error = await fault(folder)
    expect(error.message).toContain('cannot be loaded')
    expect(error.cause).toBeInstanceOf(Error)
  })

  it('is told when a file about its use is damaged', async () => {
    const folder = write('damaged-pooling')
    writeFileSync(join(folder, '1_Pooling/config.json'), '{')
    expect((await fault(folder)).message).toContain('1_Pooling/config.json')
  })

  it('is told when the model gives what is no number', async () => {
    expect((await fault(write('not-a-number', { constant: Number.NaN }))).message).toContain('no vectors')
  })

  it('is told when the package is not installed', async () => {
    vi.doMock('@huggingface/transformers', () => {
      throw new Error('Cannot find package')
    })
    vi.resetModules()
    const fresh = await import('../../src/vectors/transformer-embeddings.ts')
    await expect(fresh.TransformerEmbeddings.open(write('no-package'))).rejects.toThrow('@huggingface/transformers is not installed')
  })
})
