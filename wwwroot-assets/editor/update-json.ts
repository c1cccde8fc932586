// An update as JSON: as it goes to the server, and as the browser stores it.
import { ChangeSet } from '@codemirror/state'
import { markingFromJSON, markingToJSON, type WireMark } from '../suggestions/marks'
import type { Update } from './unconfirmed'

export interface UpdateJSON { id: string, clientID: string, changes: unknown, marks?: WireMark[], suggests?: boolean, by?: string, at?: string }

export const updateToJSON = ({ id, clientID, changes, marking, suggests }: Update): UpdateJSON =>
  ({ id, clientID, changes: changes.toJSON() as unknown, ...marking?.length && { marks: markingToJSON(marking) }, ...suggests && { suggests } })

export const updateFromJSON = ({ id, clientID, changes, marks, suggests, by, at }: UpdateJSON): Update =>
  ({ id, clientID, changes: ChangeSet.fromJSON(changes), ...marks?.length && { marking: markingFromJSON(marks) }, ...suggests && { suggests }, ...by && { by, at } })
