import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import type { Provider } from 'oidc-provider'
import { errorPage, loginPage } from './login-page.ts'
import { people, personByLogin } from './people.ts'

type Env = { Bindings: HttpBindings }
type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** `/interaction/:uid`: GET shows the form, POST takes `login` and `password`, or `action=deny`. */
export function loginRoutes(provider: Provider): Hono<Env> {
  const app = new Hono<Env>()

  app.get('/interaction/:uid', async (c) => {
    const interaction = await find(provider, c)
    if (interaction === null) return gone(c)
    // Everything is granted (provider.ts), also when the client asks for consent to be shown.
    if (interaction.prompt.name === 'consent') return finish(provider, c, { consent: {} })
    const person = people.find(({ login }) => login === c.req.query('fill'))
    const login = person?.login ?? text(interaction.params.login_hint)
    return c.html(
      loginPage({ ...asked(interaction), login, password: person?.login ?? '', problem: null }),
    )
  })

  app.post('/interaction/:uid', async (c) => {
    const interaction = await find(provider, c)
    if (interaction === null) return gone(c)
    const form = await c.req.parseBody()
    if (form.action === 'deny')
      return finish(provider, c, {
        error: 'access_denied',
        error_description: 'The person refused to sign in.',
      })
    const login = text(form.login).trim()
    const person = personByLogin(login, text(form.password))
    if (person === undefined) {
      const problem = 'Login or password is wrong. Every password is the same as the login.'
      return c.html(loginPage({ ...asked(interaction), login, password: '', problem }), 400)
    }
    await endSessionOfAnother(provider, interaction, person.sub)
    return finish(provider, c, { login: { accountId: person.sub } })
  })
  return app
}

/** Null when the cookie is missing, of another login, or expired. */
async function find(provider: Provider, c: Context<Env>): Promise<Interaction | null> {
  try {
    const interaction = await provider.interactionDetails(c.env.incoming, c.env.outgoing)
    return interaction.uid === c.req.param('uid') ? interaction : null
  } catch (error) {
    if ((error as { error?: string }).error === 'invalid_request') return null
    throw error
  }
}

function gone(c: Context<Env>) {
  return c.html(errorPage('Unknown or expired sign-in', 'Start again from the console.'), 400)
}

async function finish(
  provider: Provider,
  c: Context<Env>,
  result: Parameters<Provider['interactionResult']>[2],
) {
  return c.redirect(await provider.interactionResult(c.env.incoming, c.env.outgoing, result), 303)
}

function asked({ params }: Interaction) {
  return { clientId: text(params.client_id), scope: text(params.scope) }
}

/** Form fields may be files, parameters may be lists: neither is meant here. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Without this the library answers a change of person with a page that logs out by script. */
async function endSessionOfAnother(
  provider: Provider,
  interaction: Interaction,
  sub: string,
): Promise<void> {
  const { session } = interaction
  if (!session?.uid || session.accountId === sub) return
  const previous = await provider.Session.findByUid(session.uid)
  await previous?.destroy()
  delete interaction.session
  await interaction.persist()
}
