import { readFileSync } from 'node:fs'
import type { Concept } from '../cards/intent.ts'
import { writeWhole } from '../store/file-cache.ts'
import { buildModel } from './build-model.ts'
import type { Example } from './examples.ts'
import { encodeModel } from './model.ts'

/**
 * Trains in a process of its own: the service goes on answering meanwhile, and the memory that training takes
 * is given back when the process ends. Arguments: the input (JSON) and the file to write.
 */
const [input, output] = process.argv.slice(2) as [string, string]
const { examples, concepts } = JSON.parse(readFileSync(input, 'utf8')) as { examples: Example[]; concepts: Concept[] }
const parts = await buildModel(examples, concepts, (done, total) => process.send?.({ done, total }))
writeWhole(output, encodeModel(parts))
process.disconnect?.()
