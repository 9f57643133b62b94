import type { Language } from '../../languages.ts'
import type { RetentionDays } from '../../retention/due.ts'
import { formatDate } from '../../turn/answer-from-card.ts'
import { words } from '../widget/words.ts'
import { accessibilityWords, assessedOn } from './accessibility-words.ts'
import type { OtherWays } from './ask.ts'
import type { Html } from './layout.ts'
import { modelSentence, privacyWords } from './privacy-words.ts'
import { contactList, renderText } from './text-page.ts'

export function accessibilityPage(language: Language, site: string, ways: OtherWays): Html {
  const values = { site, date: formatDate(assessedOn, language), contacts: contactList(language, ways) }
  return renderText('/accessibility', accessibilityWords, language, values)
}

/** What is kept, and for how long as it is configured; `erase` is what the chat's button says. */
export function privacyPage(
  language: Language,
  { days, languageModel, erase, ways }: { days: RetentionDays; languageModel: boolean; erase: string; ways: OtherWays },
): Html {
  return renderText('/privacy', privacyWords, language, {
    transcripts: dayCount(days.transcripts, language),
    contactDays: dayCount(days.contacts, language),
    notes: dayCount(days.notes, language),
    mails: dayCount(days.mails, language),
    model: modelSentence[language][languageModel ? 'used' : 'unused'],
    helpWords: words[language].help,
    deleteWords: erase,
    contacts: contactList(language, ways),
  })
}

const dayWords: Record<Language, Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }> = {
  lv: { one: 'dienu', other: 'dienas' },
  ru: { one: 'день', few: 'дня', many: 'дней', other: 'дня' },
  en: { one: 'day', other: 'days' },
}

/** `30 days`, as it stands after "for". */
function dayCount(count: number, language: Language): string {
  const forms = dayWords[language]
  return `${count} ${forms[new Intl.PluralRules(language).select(count)] ?? forms.other}`
}
