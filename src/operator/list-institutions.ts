import type { Language } from '../languages.ts'
import type { Deps } from '../turn/draft.ts'

export interface InstitutionView {
  id: string
  name: string
  short: string
  /** Where questions go when no other address is given. */
  email: string | null
}

/** The institutions that can be asked, by name. */
export function listInstitutions({ knowledge }: Pick<Deps, 'knowledge'>, language: Language): InstitutionView[] {
  return [...knowledge.institutions.values()]
    .map(({ id, name, short, email }) => ({ id, name: name[language], short, email: email ?? null }))
    .sort((a, b) => a.name.localeCompare(b.name, language))
}
