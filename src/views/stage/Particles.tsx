/** One canvas over the wires. None under reduced motion; at 10× and above the wires hum instead. */
import { useContext, useEffect, useRef } from 'react'
import { useRollscope } from '../../store/store.ts'
import type { RequestRecord } from '../../sim/facts.ts'
import type { Hue, PodView } from '../../worker/picture/picture.ts'
import { onThemeChange } from '../pods/themeChange.ts'
import { isReduced, onTick, shownNow } from '../ui/ticker.ts'
import { LayoutContext } from './layoutContext.ts'
import { approach, courseTo, servicePort } from './manifold.ts'
import type { StageLayout } from './layout.ts'
import { CUT_SPEED } from './pace.ts'
import { drawCross, drawDot, inkOf, type Ink } from './drawParticles.ts'
import {
  crossOf,
  distinct,
  dotOf,
  failed,
  perDot,
  sampled,
  underWay,
  type Course,
  type Cross,
} from './particles.ts'

interface Scene {
  layout: StageLayout
  pods: Map<string, PodView>
  hues: Map<string, Hue>
  courses: Map<string, Course>
}

/** Requests name their pod by uid or by name. */
function sceneOf(layout: StageLayout): Scene {
  const { pods, scene } = useRollscope.getState()
  const known = new Map<string, PodView>()
  for (const pod of Object.values(pods)) known.set(pod.uid, pod).set(pod.name, pod)
  return {
    layout,
    pods: known,
    hues: new Map(scene?.lanes.map((lane) => [lane.version, lane.hue])),
    courses: new Map(),
  }
}

function courseOf(scene: Scene, request: RequestRecord): Course {
  const key = request.pod ?? ''
  const known = scene.courses.get(key)
  if (known) return known
  const pod = scene.pods.get(key)
  const index = pod ? scene.layout.lanes.findIndex((lane) => lane.uid === pod.lane) : -1
  const wire = pod && index >= 0 ? courseTo(scene.layout, index, pod.slot) : []
  const way = approach(scene.layout)
  // Nobody to send it to: it ends at the Service.
  const course = {
    approach: way.length > 0 ? way : wire.length > 0 ? [] : [servicePort(scene.layout, 0)],
    wire,
  }
  scene.courses.set(key, course)
  return course
}

function draw(c: CanvasRenderingContext2D, scene: Scene, ink: Ink, now: number): void {
  const { requests, clock, scene: shown } = useRollscope.getState()
  const each = perDot(shown?.traffic.requestsPerSecond ?? 0, clock.speed)
  const longest = scene.layout.width + scene.layout.height * 2
  const crosses: Cross[] = []
  for (const request of underWay(requests, now, longest)) {
    const course = courseOf(scene, request)
    if (failed(request)) {
      const cross = crossOf(request, course, now)
      if (cross) crosses.push(cross)
    }
    if (clock.speed >= CUT_SPEED || !sampled(request, each)) continue
    const dot = dotOf(request, course, now)
    if (!dot) continue
    const hue = scene.pods.get(request.pod ?? '')?.hue ?? scene.hues.get(request.version ?? '') ?? null
    drawDot(c, dot, dot.picked ? hue : null, failed(request) && hue === null, ink)
  }
  for (const cross of distinct(crosses)) drawCross(c, cross, ink)
}

export function Particles() {
  const layout = useContext(LayoutContext)
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    const c = element?.getContext('2d')
    if (!element || !c || !layout) return undefined
    const scale = Math.min(2, window.devicePixelRatio || 1)
    element.width = Math.round(layout.width * scale)
    element.height = Math.round(layout.height * scale)
    let ink = inkOf(element)
    let pods = useRollscope.getState().pods
    let scene = sceneOf(layout)
    let drawn = false
    const tick = (now: number) => {
      const state = useRollscope.getState()
      if (state.pods !== pods) {
        pods = state.pods
        scene = sceneOf(layout)
      }
      const idle = isReduced() || state.requests.length === 0
      if (idle && !drawn) return
      c.setTransform(scale, 0, 0, scale, 0, 0)
      c.clearRect(0, 0, layout.width, layout.height)
      if (!isReduced()) draw(c, scene, ink, now)
      drawn = !idle
    }
    const stopTicks = onTick(tick)
    const stopThemes = onThemeChange(() => {
      ink = inkOf(element)
      tick(shownNow())
    })
    return () => {
      stopTicks()
      stopThemes()
    }
  }, [layout])
  if (!layout) return null
  return (
    <canvas
      ref={canvas}
      aria-hidden="true"
      style={{
        position: 'absolute',
        left: 0,
        top: 0,
        width: layout.width,
        height: layout.height,
        pointerEvents: 'none',
        zIndex: 4,
      }}
    />
  )
}
