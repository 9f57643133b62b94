import type { WebchatConfig } from '../../http/webchat-config.ts'
import type { Api } from './api.ts'
import type { Settings } from './settings.ts'
import type { Language } from './words.ts'

export type ServiceInfo = WebchatConfig

/** What the service tells of itself and of the page. Asked when first needed; undefined when it is out of reach. */
export function createInfos(api: Api, settings: () => Settings): (lang: Language) => Promise<ServiceInfo | undefined> {
  const asked = new Map<string, Promise<ServiceInfo | undefined>>()
  const ask = async (query: string) => {
    const response = await api.fetch(`/api/v1/webchat/config?${query}`).catch(() => undefined)
    if (response?.ok) return response.json()
    // Asked again the next time.
    asked.delete(query)
    return undefined
  }
  return (lang) => {
    const { topic = '', institution = '' } = settings()
    const query = `lang=${lang}&topic=${encodeURIComponent(topic)}&institution=${encodeURIComponent(institution)}`
    const answer = asked.get(query) ?? ask(query)
    asked.set(query, answer)
    return answer
  }
}
