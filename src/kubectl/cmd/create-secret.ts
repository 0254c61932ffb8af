/** `kubectl create secret`. @see k8s.io/kubectl/pkg/cmd/create/create_secret*.go */
import { plain } from '../errors.ts'
import type { Command, Factory } from '../factory.ts'
import { flag } from '../flags/groups.ts'
import { quoteJson, type JsonObject } from '../json.ts'
import { encodeBase64 } from '../base64.ts'
import { nameOf, send, shared } from './create-send.ts'
import { dataFlags, dataOf } from './create-data.ts'

const sendSecret = (f: Factory, name: string, data: Record<string, string>, type: string): Promise<void> => {
  const made: JsonObject = { apiVersion: 'v1', kind: 'Secret', metadata: { name } }
  const encoded = Object.entries(data).map(([key, value]) => [key, encodeBase64(value)] as const)
  if (encoded.length > 0) made.data = Object.fromEntries(encoded)
  if (type !== '') made.type = type
  return send(f, 'secrets', made, 'failed to create secret')
}

async function generic(f: Factory): Promise<void> {
  const name = nameOf(f)
  await sendSecret(f, name, dataOf(f, 'Secret', name), f.flags.text('type'))
}

async function dockerRegistry(f: Factory): Promise<void> {
  const name = nameOf(f)
  const [user, password] = [f.flags.text('docker-username'), f.flags.text('docker-password')]
  const server = f.flags.text('docker-server')
  if (user === '' || password === '' || server === '')
    throw plain(
      'either --from-file or the combination of --docker-username, --docker-password and --docker-server is required',
    )
  const email = f.flags.text('docker-email')
  // In the order of the Go struct, which is part of the value.
  const entry = {
    username: user,
    password,
    ...(email === '' ? {} : { email }),
    auth: encodeBase64(`${user}:${password}`),
  }
  const fields = Object.entries(entry).map(([key, value]) => `${quoteJson(key)}:${quoteJson(value)}`)
  const config = `{"auths":{${quoteJson(server)}:{${fields.join(',')}}}}`
  await sendSecret(f, name, { '.dockerconfigjson': config }, 'kubernetes.io/dockerconfigjson')
}

async function tls(f: Factory): Promise<void> {
  const name = nameOf(f)
  const [cert, key] = [f.flags.text('cert'), f.flags.text('key')]
  if (cert === '' || key === '') throw plain('key and cert must be specified')
  const read = (path: string): string => {
    const content = f.host.readFile(path)
    if (content === undefined)
      throw plain(`Cannot read file ${path}, open ${path}: no such file or directory`)
    return content
  }
  await sendSecret(f, name, { 'tls.crt': read(cert), 'tls.key': read(key) }, 'kubernetes.io/tls')
}

export const createSecret: Command = {
  name: 'secret',
  short: 'Create a secret using a specified subcommand',
  use: '(docker-registry | generic | tls)',
  helpTo: 'stderr',
  commands: [
    {
      name: 'docker-registry',
      short: 'Create a secret for use with a Docker registry',
      use: 'NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string]',
      flags: [
        ...shared,
        flag.text('docker-username', 'User name'),
        flag.text('docker-password', 'Password'),
        flag.text('docker-email', 'E-mail address'),
        flag.text('docker-server', 'Address of the registry', 'https://index.docker.io/v1/'),
      ],
      run: dockerRegistry,
    },
    {
      name: 'generic',
      short: 'Create a secret from a local file, directory, or literal value',
      use: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none]',
      flags: [...shared, ...dataFlags, flag.text('type', 'Type of the secret')],
      run: generic,
    },
    {
      name: 'tls',
      short: 'Create a TLS secret',
      use: 'NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none]',
      flags: [...shared, flag.text('cert', 'File of the certificate'), flag.text('key', 'File of the key')],
      run: tls,
    },
  ],
}
