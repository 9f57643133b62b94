import { SystemMessage } from '@langchain/core/messages'
import { parseJsonMarkdown, StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { ChatOpenAICompletions } from '@langchain/openai'
import { instructions, maxReplyTokens } from './instructions.ts'
import type { Choosing, Rephrasing } from './language-model.ts'

export interface ChainOptions {
  baseUrl: string
  model: string
  apiKey: string
}

/**
 * Prompt → model → structured output, read while it comes. Each reply is what has arrived so far, incomplete JSON
 * completed; the last one is whole.
 *
 * @throws what LangChain and the client of the endpoint throw (status errors, broken streams, abort), and a SyntaxError
 *   when the reply ends before its JSON does
 */
export class Chain {
  readonly #model: ChatOpenAICompletions

  constructor({ baseUrl, model, apiKey }: ChainOptions) {
    this.#model = new ChatOpenAICompletions({
      model,
      apiKey,
      temperature: 0,
      maxTokens: maxReplyTokens,
      // The composed answer is at hand: a second try would only make the person wait.
      maxRetries: 0,
      configuration: { baseURL: baseUrl },
      modelKwargs: { response_format: { type: 'json_object' } },
    })
  }

  rephrase(request: Rephrasing, signal: AbortSignal): AsyncGenerator<unknown> {
    const sections = request.sections.map((section, index) => ({ section: index + 1, ...section }))
    return this.#stream(instructions.rephrase, { ...request, sections }, signal)
  }

  choose(request: Choosing, signal: AbortSignal): AsyncGenerator<unknown> {
    return this.#stream(instructions.choose, request, signal)
  }

  async *#stream(told: string, data: unknown, signal: AbortSignal): AsyncGenerator<unknown> {
    const prompt = ChatPromptTemplate.fromMessages([new SystemMessage(told), ['human', '{data}']])
    const pieces = await prompt
      .pipe(this.#model)
      .pipe(new StringOutputParser())
      .stream({ data: JSON.stringify(data) }, { signal })
    let reply = ''
    for await (const piece of pieces) {
      reply += piece
      yield parseJsonMarkdown(reply)
    }
    yield parseJsonMarkdown(reply, JSON.parse)
  }
}
