import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { loadModel } from '../src/detection/load-model.ts'
import { progressBar } from '../src/progress-bar.ts'
import { cacheFolder, loadRealKnowledge } from './support/knowledge.ts'

/** What all test files share: the trained classifier and the built pages. */
export default async function setup(): Promise<void> {
  if (!existsSync(resolve(import.meta.dirname, '../dist/web/widget.js'))) throw new Error('the pages are not built: run "npm run build"')
  await loadModel(loadRealKnowledge(), cacheFolder, progressBar('Training the classifier'))
}
