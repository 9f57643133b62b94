import type { CaseRow } from '../handoff/open-case.ts'
import { moveHeldCase, type Operator, type OperatorDeps } from './case.ts'

/** Sets the tags of a case, replacing those that it had. */
export function tagCase(id: string, tags: readonly string[], operator: Operator, deps: OperatorDeps): Promise<CaseRow> {
  const set = [...new Set(tags.map((tag) => tag.trim().toLowerCase()).filter(Boolean))].sort()
  return moveHeldCase(id, operator, deps, () => ({ name: 'tag', change: { tagsJson: JSON.stringify(set) }, data: { tags: set } }))
}
