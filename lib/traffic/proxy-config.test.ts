import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { renderConfig, renderHostsMap, settingsFingerprint } from './proxy-config'
import { ensureProxyFiles, saveRoutes } from './proxy-files'
import { type ProxySettings, proxyPaths } from './proxy-settings'
import { readRoutes } from './read-config'
import { isHostName, isServerAddress, type Route } from './route'
import { haproxyBinary } from './test-proxy'

const base: ProxySettings = {
  folder: '/var/lib/branchline/proxy',
  httpPort: 8080,
  bind: ['0.0.0.0', '::'],
  backends: 3,
  slots: 4,
  trustedProxies: ['127.0.0.0/8', '::1'],
  logTarget: null,
}
const slot = { slot: 1, address: '10.213.0.2', port: 3000, weight: 100, state: 'ready' as const }
const route: Route = { backend: 2, host: 'test.shop.localhost', slots: [slot] }

describe('what is written', () => {
  test('every state of a slot has its line', () => {
    const slots = [slot, { ...slot, slot: 2, state: 'drain' as const }, { ...slot, slot: 3, state: 'maint' as const }]
    const config = renderConfig(base, [{ ...route, slots: [...slots, { ...slot, slot: 4, address: 'FD00::0:2' }] }])
    expect(config.split('backend env2\n')[1]?.split('\n').slice(0, 4)).toEqual([
      '  server s1 10.213.0.2:3000 cookie s1 weight 100',
      '  server s2 10.213.0.2:3000 cookie s2 weight 0',
      '  server s3 0.0.0.0:0 cookie s3 disabled',
      '  server s4 [fd00::2]:3000 cookie s4 weight 100',
    ])
    expect(renderHostsMap([route])).toBe('test.shop.localhost env2\n')
  })

  test('routes do not change the fingerprint, settings do', () => {
    const fingerprint = settingsFingerprint(base)
    expect(renderConfig(base, [route])).toContain(`description ${fingerprint}\n`)
    expect(settingsFingerprint({ ...base, slots: 5 })).not.toBe(fingerprint)
  })

  test('what was written can be read again', () => {
    const slots = fc.uniqueArray(
      fc.record({
        slot: fc.integer({ min: 1, max: 4 }),
        address: fc.oneof(fc.ipV4(), fc.ipV6()).filter(isServerAddress),
        port: fc.integer({ min: 1, max: 65535 }),
        weight: fc.integer({ min: 0, max: 256 }),
        state: fc.constantFrom('ready', 'drain', 'maint'),
      }),
      { selector: (each) => each.slot },
    )
    const routes = fc.uniqueArray(fc.record({ backend: fc.integer({ min: 1, max: 3 }), slots }), {
      selector: (each) => each.backend,
    })
    fc.assert(
      fc.property(routes, (given) => {
        const named = given.map((each) => ({ ...each, host: `env${each.backend}.shop.localhost` }))
        const [config, map] = [renderConfig(base, named), renderHostsMap(named)]
        const found = readRoutes(base, config, map)
        expect([renderConfig(base, found), renderHostsMap(found)]).toEqual([config, map])
      }),
    )
  })
})

describe('what is refused', () => {
  test.each([
    'Shop.localhost',
    'shop_1.localhost',
    '-shop.localhost',
    'shop-.localhost',
    'shop..localhost',
    'shop.localhost.',
    'shop.localhost:80',
    '*.localhost',
    'shop.localhost env1\nevil.localhost',
    'shop.localhost;show info',
    'магазин.localhost',
    `${'a'.repeat(64)}.localhost`,
    `${'a.'.repeat(127)}aa`,
    '',
  ])('the host %j', (host) => {
    expect(isHostName(host)).toBe(false)
    expect(() => renderConfig(base, [{ ...route, host }])).toThrow(/not a host name/)
  })

  test.each([
    'shop',
    '0.0.0.0',
    '::',
    '0',
    '2130706433',
    '0x7f.1',
    '10.0.0.2:80',
    '169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '::ffff:0.0.0.0',
    'fe80::1%eth0',
    '10.0.0.2\n',
    '',
  ])('the address %j', (address) => {
    expect(() => renderConfig(base, [{ ...route, slots: [{ ...slot, address }] }])).toThrow(/numeric address/)
  })

  test.each([
    [{ port: 0 }, /port/],
    [{ port: 65536 }, /port/],
    [{ weight: 257 }, /weight/],
    [{ weight: -1 }, /weight/],
    [{ weight: 0.5 }, /weight/],
    [{ slot: 0 }, /BRANCHLINE_PROXY_SLOTS/],
    [{ slot: 5 }, /BRANCHLINE_PROXY_SLOTS/],
  ])('a slot with %j', (wrong, says) => {
    expect(() => renderConfig(base, [{ ...route, slots: [{ ...slot, ...wrong }] }])).toThrow(says)
  })

  test('what two environments or slots cannot share', () => {
    expect(() => renderConfig(base, [route, { ...route, backend: 3 }])).toThrow(/Two environments answer/)
    expect(() => renderConfig(base, [route, { ...route, host: 'other.localhost' }])).toThrow(/share the proxy's backend/)
    expect(() => renderConfig(base, [{ ...route, slots: [slot, slot] }])).toThrow(/given twice/)
    expect(() => renderConfig(base, [{ ...route, backend: 4 }])).toThrow(/BRANCHLINE_PROXY_BACKENDS/)
  })

  test.each([
    { folder: 'relative/proxy' },
    { folder: "/var/lib/it's/proxy" },
    { folder: '/var/lib/a\nb/proxy' },
    { folder: `/${'long/'.repeat(20)}proxy` },
    { bind: ['localhost'] },
    { bind: [] },
    { trustedProxies: ['evil }'] },
    { logTarget: '10.0.0.1:514' },
  ])('the settings %j', (wrong) => {
    expect(() => renderConfig({ ...base, ...wrong }, [])).toThrow()
  })
})

describe('the files', () => {
  let settings: ProxySettings

  beforeEach(async () => {
    settings = { ...base, folder: path.join(await mkdtemp(path.join(tmpdir(), 'bl files-')), 'proxy') }
  })

  afterEach(() => rm(path.dirname(settings.folder), { recursive: true }))

  test('are made once, and HAProxy accepts them', async () => {
    expect(await ensureProxyFiles(settings)).toHaveLength(6)
    expect(await ensureProxyFiles(settings)).toEqual([])
    execFileSync(haproxyBinary, ['-c', '-f', proxyPaths(settings).config], { stdio: 'pipe' })
    expect(await readdir(settings.folder)).toHaveLength(6)
  })

  test('HAProxy accepts a log target and IPv6 addresses without a warning', async () => {
    const logged = { ...settings, logTarget: '127.0.0.1:5140', trustedProxies: [] }
    await ensureProxyFiles(logged)
    await saveRoutes([{ ...route, slots: [{ ...slot, address: 'fd00::2' }] }], logged)
    const check = execFileSync('sh', ['-c', '"$0" -c -f "$1" 2>&1', haproxyBinary, proxyPaths(logged).config])
    expect(check.toString()).not.toMatch(/WARNING|ALERT/)
  })

  test('changed settings keep the routes that still have a place', async () => {
    await ensureProxyFiles(settings)
    const kept: Route = { backend: 1, host: 'a.localhost', slots: [slot] }
    await saveRoutes([kept, { ...route, backend: 3 }], settings)
    const smaller = { ...settings, backends: 2, httpPort: 9090 }
    expect(await ensureProxyFiles(smaller)).toEqual(['haproxy.cfg', 'hosts.map'])
    const { config, hostsMap } = proxyPaths(settings)
    expect(await readFile(config, 'utf8')).toBe(renderConfig(smaller, [kept]))
    expect(await readFile(hostsMap, 'utf8')).toBe('a.localhost env1\n')
  })

  test('that somebody spoilt are written anew', async () => {
    await mkdir(settings.folder)
    const { config, hostsMap } = proxyPaths(settings)
    await writeFile(config, 'backend env1\n  server s1 10.0.0.2:99999 cookie s1 weight 100\n')
    await writeFile(hostsMap, 'a.localhost env1\na.localhost env2\n')
    await ensureProxyFiles(settings)
    expect(await readFile(config, 'utf8')).toBe(renderConfig(settings, []))
  })
})
