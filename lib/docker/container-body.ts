import { createHash } from 'node:crypto'
import type { ContainerCreateOptions } from 'dockerode'
import type { Labels } from '@/lib/docker/names'

export interface Resources {
  cpus: number
  memoryMb: number
}

export interface ContainerSpec {
  name: string
  /** An id (`sha256:…`), never a tag, since tags move. */
  imageId: string
  env: Record<string, string>
  labels: Labels
  /** Name or id of the one network it joins. */
  network: string
  resources: Resources
  /** Replaces the image's entrypoint and command. */
  command?: [string, ...string[]]
}

/** Says from what a container was made, to tell an own one found under its name from one that has to make room. */
export const digestLabel = 'branchline.container'

/**
 * What ordinary web images do as root before they drop to a user of their own: prepare files of others (CHOWN, DAC_OVERRIDE, FOWNER),
 * change the user (SETUID, SETGID), listen below 1024 (NET_BIND_SERVICE), and signal the process that no longer is root (KILL, which
 * the init needs to pass on a stop). Left out of Docker's default: raw sockets, device nodes, chroot, file capabilities, audit.
 */
const capabilities = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETUID', 'SETGID', 'NET_BIND_SERVICE', 'KILL']

const processesLimit = 1024
// Not more: an engine that runs with few rights, nested or rootless, can lower its own limit for a container but not raise it.
const openFilesLimit = 16_384
const megabyte = 1024 * 1024

/**
 * The whole of what Branchline ever asks an engine to run. Nothing else is passed through, so there is no way to a privileged container,
 * a host namespace, a mount, a device or a published port.
 */
export function containerBody(spec: ContainerSpec): ContainerCreateOptions & { name: string } {
  const memory = spec.resources.memoryMb * megabyte
  const body: ContainerCreateOptions & { name: string } = {
    name: spec.name,
    Image: spec.imageId,
    Env: Object.entries(spec.env).map(([key, value]) => `${key}=${value}`),
    Labels: spec.labels,
    Tty: false,
    // Branchline asks over HTTP by itself; the image's own probe would start a process per interval and flood the events.
    Healthcheck: { Test: ['NONE'] },
    HostConfig: {
      NetworkMode: spec.network,
      // Keeping it up is asked for after the switch: see keepRunning.
      RestartPolicy: { Name: 'no' },
      Init: true,
      CapDrop: ['ALL'],
      CapAdd: capabilities,
      SecurityOpt: ['no-new-privileges'],
      PidsLimit: processesLimit,
      Memory: memory,
      // Equal to Memory means: no swap on top.
      MemorySwap: memory,
      NanoCpus: Math.round(spec.resources.cpus * 1e9),
      // When the machine itself runs out of memory, a deployed application dies before the database does.
      OomScoreAdj: 500,
      Ulimits: [{ Name: 'nofile', Soft: openFilesLimit, Hard: openFilesLimit }],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '3' } },
    },
    ...(spec.command && { Entrypoint: spec.command.slice(0, 1), Cmd: spec.command.slice(1) }),
  }
  return { ...body, Labels: { ...spec.labels, [digestLabel]: digestOf(body) } }
}

const digestOf = (body: object) => createHash('sha256').update(JSON.stringify(body)).digest('hex')
