import { expect, it } from 'vitest'
import { plainText } from '../../src/mail/plain-text.ts'

it.each([
  ['Skatiet [latvija.lv](https://latvija.lv/pase).', 'Skatiet latvija.lv (https://latvija.lv/pase).', 'a link shows where it leads'],
  ['Zvaniet [67209400](tel:67209400)', 'Zvaniet 67209400', 'a number is said once'],
  ['Rakstiet [mums](mailto:pasts@pmlp.gov.lv)', 'Rakstiet mums (pasts@pmlp.gov.lv)', 'an address behind words is shown'],
  ['**Maksa** ir 35 €', 'Maksa ir 35 €', 'bold is only words'],
  ['_Piezīme._', 'Piezīme.', 'so are italics'],
  ['fails_ar_svītrām.pdf', 'fails_ar_svītrām.pdf', 'a name with underscores stays'],
  ['1. viens\n2. divi\n- trīs', '1. viens\n2. divi\n- trīs', 'lists read well as they are'],
  ['2 * 3 [nav saite] (x)', '2 * 3 [nav saite] (x)', 'what is no markdown stays'],
])('%j becomes %j: %s', (markdown, text) => {
  expect(plainText(markdown)).toBe(text)
})
