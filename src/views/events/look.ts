/** Icons of event reasons. A reason that is not listed gets a dot. */
import {
  Check,
  CirclePlus,
  CloudOff,
  Download,
  HeartPulse,
  Hourglass,
  Minus,
  Play,
  Plus,
  Power,
  Scaling,
  Server,
  type LucideIcon,
} from 'lucide-react'

export const ICONS: Record<string, LucideIcon> = {
  Scheduled: Server,
  FailedScheduling: Server,
  Pulling: Download,
  Pulled: Check,
  Created: CirclePlus,
  Started: Play,
  Killing: Power,
  SuccessfulCreate: Plus,
  SuccessfulDelete: Minus,
  FailedCreate: Plus,
  ScalingReplicaSet: Scaling,
  BackOff: Hourglass,
  Failed: CloudOff,
  Unhealthy: HeartPulse,
}
