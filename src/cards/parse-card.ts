import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { z } from 'zod'
import type { Language } from '../languages.ts'
import { type CardFrontMatter, type CardText, cardFrontMatter, type Section, translationFrontMatter } from './card.ts'
import { type SectionKey, sectionHeadings, sectionKeys } from './facets.ts'
import type { Problem } from './problem.ts'
import { parseYaml } from './yaml.ts'

/** A card is a page, not a book: larger files are mistakes or attacks. */
const maxBytes = 60_000
const maxLineLength = 4000
/** Deeper nesting than this is no text for a chat, and can exhaust a parser. */
const maxIndent = 8

export interface ParsedCardFile {
  file: string
  language: Language
  frontMatter: CardFrontMatter | z.infer<typeof translationFrontMatter>
  text: CardText
}

export function parseCardFile(content: string, file: string, language: Language): { card?: ParsedCardFile; problems: Problem[] } {
  const source = content.replace(/^\ufeff/, '') // editors on Windows begin a file with a byte order mark
  const tooMuch = checkSize(source, file)
  if (tooMuch) return { problems: [tooMuch] }
  const split = /^---\r?\n([\s\S]*?)\r?\n---\r?\n?([\s\S]*)$/.exec(source)
  if (!split) {
    return { problems: [error(file, 1, 'no front matter', 'Start the file with a line "---", the fields, and another line "---"')] }
  }
  const [, yaml = '', body = ''] = split
  const bodyLine = source.slice(0, source.length - body.length).split('\n').length
  const schema: z.ZodType<ParsedCardFile['frontMatter']> = language === 'lv' ? cardFrontMatter : translationFrontMatter
  const front = parseYaml(yaml, schema, file, 2)
  const { sections, problems } = parseSections(body, file, language, bodyLine)
  const unsafe = checkMarkdown(body, file, bodyLine)
  const all = [...front.problems, ...problems, ...unsafe]
  if (!front.value || all.some((problem) => problem.level === 'error')) return { problems: all }
  return { card: { file, language, frontMatter: front.value, text: { file, title: front.value.title, sections } }, problems: all }
}

function checkSize(source: string, file: string): Problem | undefined {
  if (Buffer.byteLength(source) > maxBytes)
    return error(file, 0, `the file is larger than ${maxBytes / 1000} kB`, 'A card is a page; split it or cut it')
  const index = source
    .split('\n')
    .findIndex((line) => line.length > maxLineLength || indentOf(line) > maxIndent || nestedMarkers.test(line))
  return index < 0
    ? undefined
    : error(file, index + 1, 'the line is too long or nested too deeply', 'Use simple paragraphs and lists of one level')
}

/** Three list marks in a row are lists inside lists. */
const nestedMarkers = /^\s*(?:(?:[-*+>]|\d{1,9}[.)])\s+){3}/

/** Width of the blanks and list or quote marks that a line begins with. */
function indentOf(line: string): number {
  return line.replaceAll('\t', '    ').search(/[^\s>*+-]|$/)
}

function parseSections(body: string, file: string, language: Language, firstLine: number) {
  const problems: Problem[] = []
  const sections: Partial<Record<SectionKey, Section>> = {}
  let current: Section | undefined
  let lastIndex = -1
  // Under an unknown heading the lines are passed over: one fault is reported once.
  let passOver = false
  const lines = body.split(/\r?\n/)
  lines.forEach((line, offset) => {
    const number = firstLine + offset
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line)
    if (!heading) {
      if (current) current.markdown += `${line}\n`
      else if (line.trim() && !passOver)
        problems.push(error(file, number, 'text before the first heading', `Put it under "## ${sectionHeadings.summary[language]}"`))
      return
    }
    const key = sectionKeys.find((candidate) => sectionHeadings[candidate][language] === heading[2])
    const known = sectionKeys.map((candidate) => sectionHeadings[candidate][language]).join(', ')
    if (heading[1] !== '##' || !key) {
      problems.push(error(file, number, `unknown heading "${heading[2]}"`, `Use "## " and one of: ${known}`))
      current = undefined
      passOver = true
      return
    }
    if (sections[key]) problems.push(error(file, number, `heading "${heading[2]}" stands twice`, 'Join the two sections'))
    const index = sectionKeys.indexOf(key)
    if (index < lastIndex) problems.push(error(file, number, `heading "${heading[2]}" is out of order`, `The order is: ${known}`))
    lastIndex = index
    current = { key, heading: heading[2] ?? '', markdown: '', line: number }
    sections[key] = current
  })
  for (const section of Object.values(sections)) {
    section.markdown = section.markdown.trim()
    if (!section.markdown)
      problems.push(error(file, section.line, `section "${section.heading}" is empty`, 'Write it, or remove the heading'))
  }
  if (!sections.summary)
    problems.push(error(file, firstLine, `no section "${sectionHeadings.summary[language]}"`, 'Every card starts with it'))
  return { sections, problems }
}

const allowedNodes = new Set(['root', 'paragraph', 'text', 'heading', 'list', 'listItem', 'strong', 'emphasis', 'link', 'break'])
const allowedLink = /^(https:\/\/|mailto:|tel:)/

function checkMarkdown(body: string, file: string, firstLine: number): Problem[] {
  const problems: Problem[] = []
  const lines = body.split(/\r?\n/)
  const visit = (node: Nodes, depth: number) => {
    const line = firstLine + (node.position?.start.line ?? 1) - 1
    if (!allowedNodes.has(node.type)) {
      const what = node.type === 'html' ? 'HTML' : node.type
      problems.push(error(file, line, `${what} is not allowed in a card`, 'Use paragraphs, lists, bold and links only'))
      return
    }
    if (node.type === 'heading' && !/^#/.test(lines[(node.position?.start.line ?? 1) - 1] ?? '')) {
      problems.push(error(file, line, 'a heading in another form than "## …"', 'Start the line with "## "'))
    }
    if (node.type === 'link' && !allowedLink.test(node.url)) {
      problems.push(error(file, line, `the link "${node.url.slice(0, 40)}" is not https, mailto or tel`, 'Link to an https address'))
    }
    if (node.type === 'list' && depth > 0)
      problems.push(error(file, line, 'a list inside a list', 'Use one level; join the items into sentences'))
    if ('children' in node) for (const child of node.children) visit(child, depth + (node.type === 'list' ? 1 : 0))
  }
  for (const [index, line] of lines.entries()) {
    if (/^\s*\|/.test(line)) problems.push(error(file, firstLine + index, 'a table is not allowed in a card', 'Write it as a list'))
  }
  visit(fromMarkdown(body), 0)
  return problems
}

function error(file: string, line: number, problem: string, fix: string): Problem {
  return { file, line, problem, fix, level: 'error' }
}
