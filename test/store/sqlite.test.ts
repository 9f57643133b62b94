import { sqliteRecord } from '../support/records.ts'
import { storeContract } from './store-contract.ts'

storeContract('SQLite', sqliteRecord)
