import type { Check } from '../../../../../shared/check.ts'
import type { Values } from '../../../../../shared/values.ts'
import { check, oneTime, stage } from '../../../flow/stage.ts'
import { expectationOf, receiveCallback, takeCallback } from '../../../oidc/callback.ts'
import { type ChosenSso, chooseSso, nameInState } from '../sso-configuration.ts'
import { callbackMessages } from '../../../oidc/planned-messages.ts'

export const ssoCallback = stage({
  id: takeCallback.id,
  title: takeCallback.title,
  explanation:
    'Waits until the browser comes back with the code, believes it only if it carries the `state` of this run, and reads from `state` which configuration the platform will take.',
  lookAt: 'the configuration: with a name that it does not know the platform takes its default.',
  spec: 'Emporix identity providers guide, RFC 6749 section 4.1.2, RFC 9207',
  needs: ['pending', 'metadata', 'provider', 'sso'],
  gives: ['callback', 'chosenSso'],
  follows: true,
  spends: ({ pending }) => [oneTime('The state', pending.state)],
  retryFrom: 'initiation',
  messages: callbackMessages,
  action: () => ({ verb: 'Wait for the browser', host: null }),
  show: ({ pending, sso }) => [
    { name: 'redirect_uri', value: pending.redirectUri, from: 'pending' },
    { name: 'state', value: pending.state, from: 'pending' },
    {
      name: 'configurations',
      value: sso.configurations.map(({ name }) => name).join(', '),
      from: 'sso',
    },
  ],
  async run(values, tools) {
    const callback = await receiveCallback(expectationOf(values), tools)
    // The received state is the sent one, or the callback would not have been believed.
    const chosenSso = chooseSso(values.sso, values.pending.state)
    tools.report(configurationCheck(chosenSso, values.pending.state, values.sso))
    return { callback, chosenSso }
  },
})

function configurationCheck(chosen: ChosenSso, state: string, sso: Values['sso']): Check {
  const name = nameInState(state)
  const names = sso.configurations.map((one) => one.name)
  const asMeant = chosen.name === name
  return check('sso-configuration', 'Configuration', asMeant ? 'passed' : 'warning', {
    expected: names,
    found: name,
    source: 'state',
    message: sentence(chosen, name),
  })
}

function sentence({ name: chosen, reason }: ChosenSso, name: string | null): string {
  switch (reason) {
    case 'named':
      return `state selects the configuration ${chosen}.`
    case 'fallback':
      return name === null
        ? `state names no configuration, so the platform takes its default without a word: ${chosen}, as assumed.`
        : `state names ${name}, which is not configured, so the platform takes its default without a word: ${chosen}, as assumed.`
    case 'not-sent':
      return `The connection does not send state on, so the platform takes its default: ${chosen}, as assumed.`
  }
}
