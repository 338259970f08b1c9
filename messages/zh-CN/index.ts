import applications from './applications.json'
import approvals from './approvals.json'
import audit from './audit.json'
import auth from './auth.json'
import board from './board.json'
import branches from './branches.json'
import common from './common.json'
import config from './config.json'
import demo from './demo.json'
import deployments from './deployments.json'
import environments from './environments.json'
import errors from './errors.json'
import fields from './fields.json'
import logs from './logs.json'
import me from './me.json'
import members from './members.json'
import releases from './releases.json'
import settings from './settings.json'
import setup from './setup.json'
import shell from './shell.json'
import status from './status.json'
import tokens from './tokens.json'

export default {
  common,
  shell,
  auth,
  status,
  errors,
  fields,
  applications,
  approvals,
  audit,
  board,
  branches,
  config,
  demo,
  deployments,
  environments,
  logs,
  members,
  me,
  releases,
  settings,
  setup,
  tokens,
}
