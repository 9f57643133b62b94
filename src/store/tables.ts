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
  }
  sessions: { idHash: string; operatorId: string; createdAt: number; lastSeenAt: number; expiresAt: number }
  settings: { key: string; value: string }
}
