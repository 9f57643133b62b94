import { z } from 'zod'
import { operatingPoints } from './turn/thresholds.ts'

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port number')
  .transform(Number)
  .pipe(z.number().max(65535))
const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

const days = (usual: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be a number of days from 1 to 9999')
    .transform(Number)
    .default(usual)

const schema = z.object({
  PORT: port.default(3978),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  KNOWLEDGE_DIR: z.string().min(1).default('./knowledge'),
  INTENTS_DIR: z.string().min(1).default('./intents'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must start with redis://')
    .optional(),
  TZ_NAME: z.string().refine(isTimeZone, 'is not a time zone name').default('Europe/Riga'),
  DIRECTLINE_SECRET: z
    .string()
    .regex(/^\S{16,}$/, 'must have at least 16 characters and no blanks')
    .optional(),
  /** Origins that may embed the chat, separated by commas. */
  WIDGET_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.url({ protocol: /^https?$/, error: 'must be a list of origins such as https://www.vsaa.gov.lv' }))),
  BOOTSTRAP_ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  /** Sign-in with the organisation's accounts (OpenID Connect); off unless all three are set, and needs PUBLIC_URL. */
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine((url) => new URL(url).protocol === 'https:' || loopback.has(new URL(url).hostname), 'must be https, but on this machine')
    .optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  /** The claim of the ID token that names the role; `a.b` finds b in a. */
  OIDC_ROLE_CLAIM: z.string().min(1).default('role'),
  /** For how many days what people wrote is kept; figures stay. See docs/accounts.md. */
  RETENTION_TRANSCRIPTS_DAYS: days(180),
  RETENTION_CONTACTS_DAYS: days(30),
  RETENTION_NOTES_DAYS: days(180),
  RETENTION_MAILS_DAYS: days(30),
  /** How sure the assistant must be to answer by itself. */
  OPERATING_POINT: z.enum(operatingPoints).default('safe'),
  /** An OpenAI-compatible endpoint that may rephrase answers and choose between close services; off unless all three are set. */
  LLM_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  LLM_MODEL: z.string().min(1).optional(),
  LLM_API_KEY: z.string().min(1).optional(),
  /** Most tokens that may be spent in a day, over all nodes. */
  LLM_TOKENS_PER_DAY: z
    .string()
    .regex(/^\d{1,12}$/, 'must be a whole number')
    .transform(Number)
    .default(1_000_000),
  /** Folder of a sentence-transformer in ONNX format; off unless set. See docs/embeddings.md. */
  EMBEDDINGS_MODEL_DIR: z.string().min(1).optional(),
  /** The mail server, `smtp://` or `smtps://`, with name and password when it asks for them; off unless both are set. */
  MAIL_SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/]/, 'must start with smtp:// or smtps://')
    .refine((url) => URL.canParse(url), 'is not an address')
    .optional(),
  /** `name@example.lv` or `VPPPD <name@example.lv>` */
  MAIL_FROM: z
    .string()
    .regex(/^([^\p{Cc}<>@]*<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/u, 'must be an address such as VPPPD <help@example.lv>')
    .optional(),
  /** Who is told that a client waits and nobody is at the console. */
  MAIL_DUTY_TO: z.email().optional(),
  /** Shown where people may prefer a person to the chat. */
  HELP_PHONE: z
    .string()
    .regex(/^\+?[\d ]{3,20}$/, 'must be a phone number')
    .optional(),
  HELP_EMAIL: z.email().optional(),
  RATE_LIMIT: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** A feature is fully set or off. */
const wholeGroups = [
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['MAIL_SMTP_URL', 'MAIL_FROM'],
  ['LLM_BASE_URL', 'LLM_MODEL', 'LLM_API_KEY'],
]

export type Config = Readonly<z.infer<typeof schema>>

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

export class ConfigError extends Error {}

/**
 * Reads the environment once. Every fault is named in one message; values are never printed.
 * An empty variable counts as absent.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = schema.safeParse(given)
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`)
  if (given.RATE_LIMIT === 'off' && !loopback.has(given.HOST ?? '127.0.0.1')) {
    faults.push('RATE_LIMIT: may be off only when HOST is a loopback address')
  }
  for (const group of wholeGroups) {
    const absent = group.filter((name) => given[name] === undefined)
    if (absent.length > 0 && absent.length < group.length)
      faults.push(`${absent.join(', ')}: must be set too, or none of ${group.join(', ')}`)
  }
  if (given.MAIL_DUTY_TO !== undefined && given.MAIL_SMTP_URL === undefined) faults.push('MAIL_DUTY_TO: needs MAIL_SMTP_URL and MAIL_FROM')
  if (given.OIDC_ISSUER !== undefined && given.PUBLIC_URL === undefined)
    faults.push('PUBLIC_URL: must be set with OIDC_ISSUER: the provider sends people back to it')
  if (faults.length > 0 || !parsed.success) {
    throw new ConfigError(`The configuration has ${faults.length} fault(s):\n  ${faults.join('\n  ')}`)
  }
  return parsed.data
}
