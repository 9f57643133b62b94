import { describe } from 'vitest'
import { postgresRecord } from '../support/records.ts'
import { hasPostgres } from '../support/servers.ts'
import { storeContract } from './store-contract.ts'

describe.skipIf(!hasPostgres)('two nodes', () => storeContract('PostgreSQL', postgresRecord))
