/** Columns as both SQLite and PostgreSQL hold them: times are milliseconds, `…Json` columns are JSON text. */
export interface Tables {
  conversations: {
    id: string
    channel: string
    address: string
    language: string
    holder: 'assistant' | 'operator'
    createdAt: number
    lastTurnAt: number
    nextSeq: number
    /** What the client's next words are: a contact, a comment or a code; null: a question. */
    awaits: 'contact' | 'comment' | 'code' | null
  }
  turns: {
    conversationId: string
    seq: number
    speaker: 'client' | 'assistant' | 'operator' | 'system'
    at: number
    language: string
    text: string
    optionsJson: string
    replyTo: number | null
    platformId: string | null
    channelDataJson: string | null
    choiceJson: string | null
    assistantJson: string | null
    author: string | null
    /** When a client's turn was answered or passed to an operator; null: still to do. */
    handledAt: number | null
    /** When its words were deleted; the row stays for the figures. */
    purgedAt: number | null
  }
  cases: {
    id: string
    conversationId: string
    state: 'waiting' | 'held' | 'level2' | 'closed'
    channel: string
    language: string
    reason: string
    openedAt: number
    waitingSince: number
    operator: string | null
    claimedAt: number | null
    closedAt: number | null
    outcome: string | null
    service: string | null
    /** Rises with the need: see `src/handoff/priority.ts`. */
    priority: number | null
    institution: string | null
    /** Of the operator who took it last. */
    centre: string | null
    /** When the client was told that a person will answer. */
    promisedAt: number | null
    offeredTo: string | null
    offeredUntil: number | null
    /** When an operator first wrote to the client. */
    answeredAt: number | null
    /** Since when the client waits for the holder's words; null: the holder spoke last. */
    clientWaitsSince: number | null
    tagsJson: string | null
    /** When anything that operators see of it changed last. */
    changedAt: number | null
  }
  notes: { id: string; caseId: string; at: number; author: string; text: string }
  /** Append-only: every figure is counted from here. */
  events: {
    id: string
    at: number
    type: string
    actor: string
    conversationId: string | null
    caseId: string | null
    dataJson: string
  }
  operators: {
    id: string
    username: string
    name: string
    role: 'operator' | 'lead' | 'editor' | 'analyst' | 'administrator'
    passwordHash: string
    mustChange: number
    failedLogins: number
    lockedUntil: number
    createdAt: number
    centre: string | null
    /** Languages that the operator serves, separated by commas; null: all. */
    languages: string | null
    /** Institutions whose questions the operator knows best, separated by commas; null: none in particular. */
    institutions: string | null
    maxChats: number | null
    email: string | null
    /** The identity provider's id of this person, `<issuer> <subject>`; null: a local account. */
    subject: string | null
    disabledAt: number | null
  }
  presence: { username: string; state: 'available' | 'away'; since: number; lastSeenAt: number; lapses: number }
  /** Questions to specialists of institutions (level 2). */
  referrals: {
    id: string
    caseId: string
    institution: string
    email: string | null
    question: string
    askedBy: string
    askedAt: number
    dueAt: number
    /** The link to answer works until then. */
    expiresAt: number
    remindedAt: number | null
    openedAt: number | null
    answeredAt: number | null
    answeredBy: string | null
    answer: string | null
    withdrawnAt: number | null
    /** When it was noticed that the answer is late. */
    overdueAt: number | null
    /** Numbers of the turns that the specialist sees; null: the question alone. */
    turnsJson: string | null
  }
  /** The outbox: what is to be sent is stored with what it is about, and sent afterwards. */
  mails: {
    id: string
    to: string
    subject: string
    /** Emptied once it is sent. */
    text: string
    kind: string
    /** What it is about; with `kind` it tells repeats. */
    refId: string
    caseId: string | null
    createdAt: number
    /** Also the lease of the node that sends it now. */
    nextTryAt: number
    tries: number
    sentAt: number | null
    /** Of the last try, without what was sent. */
    error: string | null
    /** Until when it is tried. */
    giveUpAt: number
    failedAt: number | null
  }
  /** How to reach a client who left a way; the only personal data that is kept on purpose. */
  contacts: { caseId: string; kind: 'email' | 'phone'; value: string; at: number }
  /** What a client thought of a case (`caseId` empty: of the assistant alone). */
  ratings: {
    conversationId: string
    caseId: string
    at: number
    solved: number | null
    score: number | null
    comment: string | null
  }
  /** Conversations of one person, joined on proof; undone, never deleted. */
  links: {
    id: string
    fromConversation: string
    toConversation: string
    codeHash: string | null
    expiresAt: number | null
    tries: number
    startedBy: string
    startedAt: number
    provedBy: 'code' | 'login' | null
    provedAt: number | null
    undoneAt: number | null
  }
  /** What operators found wrong in the knowledge. */
  flags: {
    id: string
    at: number
    kind: 'wrong-answer' | 'out-of-date' | 'missing-question'
    caseId: string
    conversationId: string
    seq: number | null
    service: string | null
    language: string
    question: string
    comment: string
    author: string
    resolvedAt: number | null
    resolvedBy: string | null
  }
  sessions: { idHash: string; operatorId: string; createdAt: number; lastSeenAt: number; expiresAt: number }
  settings: { key: string; value: string }
}
