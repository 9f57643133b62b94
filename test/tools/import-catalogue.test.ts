import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ImportError, importCatalogue, readEntries } from '../../src/tools/import-catalogue.ts'
import { loadRealKnowledge } from '../support/knowledge.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vpppd-import-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

it('reads the same entries from TSV, CSV and the CSV of a Latvian spreadsheet', () => {
  const wanted = [{ organisation: 'Ādažu novada pašvaldība', name: 'Zvejas licence, "iekšējie" ūdeņi' }]
  expect(readEntries(file('a.tsv', 'organisation\tservice_name\nĀdažu novada pašvaldība\tZvejas licence, "iekšējie" ūdeņi\n'))).toEqual(
    wanted,
  )
  expect(
    readEntries(file('a.csv', '\ufefforganisation,service_name\r\nĀdažu novada pašvaldība,"Zvejas licence, ""iekšējie"" ūdeņi"\r\n')),
  ).toEqual(wanted)
  expect(
    readEntries(file('b.csv', 'id;organisation;service_name\n1;Ādažu novada pašvaldība;"Zvejas licence, ""iekšējie"" ūdeņi"\n')),
  ).toEqual(wanted)
})

it('names the line of an entry without a name, and of broken quoting', () => {
  expect(() => readEntries(file('c.csv', 'organisation,service_name\nRīga,Licence\nRīga,\n'))).toThrow(/c\.csv:3 service_name/)
  expect(() => readEntries(file('d.csv', 'organisation,service_name\nRīga,"Licence\n'))).toThrow(ImportError)
})

it('gives the same file however often it is run', () => {
  const knowledge = loadRealKnowledge()
  const source = file('e.csv', 'organisation,service_name\nRīga,Zvejas licence\nOgre,Zvejas licences\nOgre,Pases izgatavošana\n')
  const first = importCatalogue(source, knowledge, folder)
  const text = readFileSync(join(folder, 'known-services.yaml'), 'utf8')
  expect(importCatalogue(source, knowledge, folder)).toEqual(first)
  expect(readFileSync(join(folder, 'known-services.yaml'), 'utf8')).toBe(text)
  expect(text).toContain('Zvejas licence')
})
