import { sectionHeadings, sectionKeys } from '../cards/facets.ts'
import { languages } from '../languages.ts'
import type { UnansweredGroup } from './content-health.ts'

/** A markdown file to start from: questions to add to a card that exists, or a whole card to fill in. */
export function stubOf(group: UnansweredGroup, today: string): { name: string; markdown: string } {
  const questions = languages
    .map((language) => {
      const items = group.examples.filter((example) => example.language === language).map(({ text }) => `- ${oneLine(text)}`)
      return [`## ${language}`, '', ...items].join('\n').trim()
    })
    .join('\n\n')
  if (group.hasCard && group.service) return { name: `${group.service}.questions.md`, markdown: `${questions}\n` }
  const id = slug(group.title ?? 'jauns-pakalpojums')
  const sections = sectionKeys.map((key) => `## ${sectionHeadings[key].lv}\n`).join('\n')
  const frontMatter = [
    '---',
    `id: iestade-${id}`,
    `title: ${JSON.stringify(group.title ?? 'Pakalpojuma nosaukums')}`,
    'institution: iestade',
    'audience: person',
    'url: https://latvija.gov.lv/',
    'channels:',
    '  - type: e-service',
    '    url: https://latvija.gov.lv/',
    'sources:',
    '  - url: https://likumi.lv/',
    `    seen: "${today}"`,
    'confidence: low',
    'owner: ',
    `reviewed: ${today}`,
    '---',
  ].join('\n')
  const asked = group.examples.map(({ language, text }) => `- (${language}) ${oneLine(text)}`).join('\n')
  return {
    name: `iestade-${id}.lv.md`,
    markdown: `${frontMatter}\n\n${sections}\n<!--\nWhat people asked; move it to iestade-${id}.questions.md and remove this comment:\n${asked}\n-->\n`,
  }
}

/** Stored words are data: no line of theirs may end the comment or begin another item. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('-->', '→').replaceAll('<!--', '').trim()
}

function slug(title: string): string {
  return title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 50)
}
