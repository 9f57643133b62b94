/** Whoever signs in has one of these, the one with the most rights last. */
export const roles = ['operator', 'analyst', 'editor', 'lead', 'administrator'] as const
export type Role = (typeof roles)[number]

const serves = ['operator', 'lead', 'administrator'] as const
const leads = ['lead', 'administrator'] as const
const edits = ['editor', 'administrator'] as const
const counts = ['analyst', 'administrator'] as const
const administers = ['administrator'] as const

/** Who may do what: the only place where it is decided. Every route of the operators' API names one of these. */
export const permissions = {
  /** See the queue and read conversations; looks into closed ones are recorded. */
  'cases.view': serves,
  /** Take cases and do with the own ones all that a case can do. */
  'cases.take': serves,
  /** Take a case from its holder, or put it back into the queue for them. */
  'cases.lead': leads,
  /** Read how to reach a client; each look is recorded. */
  'contacts.view': serves,
  /** Say whether one takes cases, and see who else does. */
  'desk.present': serves,
  /** See what institutions were asked, and what is overdue. */
  'referrals.view': serves,
  'cards.view': [...serves, 'editor'],
  /** Tell the editors what is wrong in the knowledge. */
  'flags.raise': serves,
  'flags.view': [...serves, 'editor'],
  'flags.resolve': edits,
  /** Health of the knowledge, and what people ask (masked). */
  'reports.content': roles,
  /** The queue and the people at this moment. */
  'reports.live': [...serves, 'analyst'],
  /** How well clients are served: the board and its reports. */
  'reports.quality': [...leads, 'analyst'],
  /** Cases as money: the export that the subsidy is calculated from. */
  'reports.cases': [...leads, 'analyst'],
  /** What was deleted when, and what is kept since when. */
  'reports.retention': counts,
  /** Add, change and disable accounts. */
  'accounts.manage': administers,
  /** See what mail could not be sent, and send it again. */
  'mails.manage': administers,
  /** Who signed in, looked and changed accounts. */
  'audit.view': administers,
} as const satisfies Record<string, readonly Role[]>
export type Permission = keyof typeof permissions

export function may(role: string, permission: Permission): boolean {
  const allowed: readonly string[] = permissions[permission]
  return allowed.includes(role)
}

export function permissionsOf(role: string): Permission[] {
  return (Object.keys(permissions) as Permission[]).filter((permission) => may(role, permission))
}
