import { describe, expect, it } from 'vitest'
import { createTestSession } from '../../../scripts/lib/kubectl-golden/session.ts'

describe('shell', () => {
  it('[CTL-2] splits words by quotes, variables and substitutions', async () => {
    const { run } = createTestSession('base.json')
    expect((await run(`A='x y'; echo "$A" $A '$A' "a\\"b" {1..3} $((2+3*4))`)).out).toBe(
      'x y x y $A a"b 1 2 3 14\n',
    )
    expect(
      (
        await run(
          "export N=$(kubectl get svc kubernetes-bootcamp -o go-template='{{(index .spec.ports 0).nodePort}}'); echo N=$N",
        )
      ).out,
    ).toBe('N=31234\n')
    expect((await run('echo "unfinished')).err).toContain('unexpected EOF')
  })

  it('[CTL-2] joins commands by ; && || and reports $?', async () => {
    const { run } = createTestSession('base.json')
    expect((await run('true && echo a || echo b; false && echo c || echo d; false; echo $?')).out).toBe(
      'a\nd\n1\n',
    )
    expect((await run('nosuch')).code).toBe(127)
    expect((await run('kubelctl rollout pause deploy x # typo')).err).toBe(
      'bash: kubelctl: command not found\n',
    )
  })

  it('[CTL-3] pipes into the text tools line by line', async () => {
    const { run } = createTestSession('base.json')
    expect((await run('kubectl get pods | grep -c Running')).out).toBe('4\n')
    expect(
      (await run("kubectl get pods --no-headers | awk '{print $3}' | sort | uniq -c | sort -rn | head -1"))
        .out,
    ).toBe('      4 Running\n')
    expect((await run('kubectl get pods | head -n 1 | wc -w')).out).toBe('5\n')
    expect((await run('kubectl describe deployment kubernetes-bootcamp | grep -i minReadySeconds')).out).toBe(
      'MinReadySeconds:        0\n',
    )
    expect(
      (
        await run(
          "echo a,b,c | cut -d, -f2; echo abc | tr a-z A-Z; echo abc | sed 's/b/[&]/'; printf '1\\n2\\n3\\n' | tail -n 2 | xargs echo",
        )
      ).out,
    ).toBe('b\nABC\na[b]c\n2 3\n')
  })

  it('[CTL-4] knows loops, and ends them when interrupted', async () => {
    let calls = 0
    const session = createTestSession('base.json', (host) => ({
      ...host,
      interrupted: () => calls > 3,
      curl: () => {
        calls++
        return Promise.resolve({ ok: true, status: 200, body: 'hello\n' })
      },
    }))
    const { code, out } = await session.run('while true; do curl localhost ; sleep 1 ; done')
    expect(code).toBe(130)
    expect(out).toBe('hello\n'.repeat(4))
    calls = 0
    expect((await session.run('curls')).out).toBe('hello\n'.repeat(4))
    calls = 0
    // A course leaves out `do`.
    expect((await session.run('while true; curl 192.168.0.31; sleep 1; done')).out).toBe('hello\n'.repeat(4))
    calls = 0
    expect((await session.run('for i in 1 2; do echo $i; done; until true; do echo no; done')).out).toBe(
      '1\n2\n',
    )
  })

  it('[CTL-5] expands the aliases of the courses', async () => {
    const { run } = createTestSession('base.json')
    expect((await run('kc get deploy -o name')).out).toBe('deployment.apps/kubernetes-bootcamp\n')
    expect((await run('getall')).out).toContain('service/kubernetes-bootcamp')
    expect((await run('alias kgp="kubectl get pods"; kgp -o name | head -1')).out).toMatch(/^pod\//)
    expect((await run('minikube ip')).out).toBe('192.168.49.2\n')
  })

  it('[CTL-6] reads heredocs and files, writes redirections', async () => {
    const { run } = createTestSession('empty.json')
    const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n'
    expect((await run(`cat <<EOF | kubectl apply -f -\n${manifest}EOF`)).out).toBe('configmap/a created\n')
    expect((await run('kubectl get cm -o name > names; cat names; wc -l < names')).out).toBe(
      'configmap/a\n1\n',
    )
    expect((await run('kubectl get nothing 2>&1 | cat')).out).toContain("doesn't have a resource type")
    expect((await run('cat nope')).code).toBe(1)
  })

  it('[CTL-16] moves through directories and says what is not there', async () => {
    const { run } = createTestSession('empty.json')
    const lines = async (line: string): Promise<string> => {
      const { out, err } = await run(line)
      return out + err
    }
    expect(await lines('mkdir -p a/b && cd a/b && pwd && echo hi > x; cat x; cat ~/a/b/x')).toBe(
      '/root/a/b\nhi\nhi\n',
    )
    expect(await lines('cd ..; pwd; ls; ls b; cd -')).toBe('/root/a\nb\nx\n/root/a/b\n')
    expect(await lines('touch y z; echo 1 >> y; echo 2 >> y; cat y; cat z; rm y; cat y')).toBe(
      '1\n2\ncat: y: No such file or directory\n',
    )
    expect(await lines('mkdir c; ls -l')).toMatch(
      /^drwxr-xr-x 2 root root  4096 [A-Z][a-z]{2} [ \d]\d \d\d:\d\d c\n-rw-r--r-- 1 root root     3 .* x\n-rw-r--r-- 1 root root     0 .* z\n$/,
    )
    expect(await lines('cd ~; rm a; rm -r a; cd a; mkdir p/q; echo x > p/q')).toBe(
      [
        "rm: cannot remove 'a': Is a directory",
        'bash: cd: a: No such file or directory',
        'mkdir: cannot create directory ‘p/q’: No such file or directory',
        'bash: p/q: No such file or directory\n',
      ].join('\n'),
    )
    expect(await lines('rm none; rm -f none; rm; cp one; touch')).toBe(
      [
        "rm: cannot remove 'none': No such file or directory",
        "rm: missing operand\nTry 'rm --help' for more information.",
        "cp: missing destination file operand after 'one'\nTry 'cp --help' for more information.",
        "touch: missing file operand\nTry 'touch --help' for more information.\n",
      ].join('\n'),
    )
  })

  it('[CTL-16] kubectl reads its files in the working directory', async () => {
    const { run } = createTestSession('empty.json')
    const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n'
    await run(`mkdir d; cd d; cat > m.yaml <<EOF\n${manifest}EOF`)
    expect((await run('kubectl create -f m.yaml')).out).toBe('configmap/a created\n')
    expect((await run('cd; kubectl apply -f m.yaml')).err).toBe('error: the path "m.yaml" does not exist\n')
    expect((await run('kubectl delete -f d/m.yaml')).out).toContain('configmap "a" deleted')
  })

  it('[CTL-7] completes commands, flags, types, names, containers', async () => {
    const { complete } = createTestSession('base.json')
    expect((await complete('kubectl roll')).candidates).toEqual(['rollout'])
    expect((await complete('kubectl rollout st')).candidates).toEqual(['status'])
    expect((await complete('kubectl get deplo')).candidates).toEqual(['deployments'])
    expect((await complete('kubectl get deployments kube')).candidates).toEqual(['kubernetes-bootcamp'])
    expect((await complete('kc describe deploy/kube')).candidates).toEqual(['deploy/kubernetes-bootcamp'])
    expect((await complete('kubectl scale --repl')).candidates).toEqual(['--replicas='])
    expect((await complete('kubectl set image deployment/kubernetes-bootcamp kube')).candidates[0]).toBe(
      'kubernetes-bootcamp=',
    )
    expect(
      (await complete('kubectl rollout undo deploy/kubernetes-bootcamp --to-revision=')).candidates,
    ).toEqual(['--to-revision=1', '--to-revision=2'])
    expect(await complete('echo a; kubectl get po')).toMatchObject({ from: 20, to: 22 })
  })

  it('[CTL-14] counts virtual time in timeout and --timeout', async () => {
    const { run, host } = createTestSession('base.json')
    const before = host.now()
    const { code, err } = await run(
      'kubectl wait --for=condition=Nope deploy/kubernetes-bootcamp --timeout=90s',
    )
    expect([code, err]).toEqual([
      1,
      'error: timed out waiting for the condition on deployments/kubernetes-bootcamp\n',
    ])
    expect(host.now() - before).toBeGreaterThanOrEqual(90)
    expect((await run('timeout 5 sleep 100')).code).toBe(124)
  })
})
