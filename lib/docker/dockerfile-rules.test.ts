import { expect, test } from 'vitest'
import { checkDockerfile } from '@/lib/docker/dockerfile-rules'

const accepted = [
  'FROM node\nRUN true',
  '# syntax=docker/dockerfile:1\nFROM node',
  '#syntax = docker.io/docker/dockerfile:1.7-labs\nFROM node',
  '# a comment about syntax\nFROM node\n# syntax=evil/frontend',
  'FROM node\nADD app.tar /app\nADD --chown=$USER:0 . $HOME',
  'FROM node\nRUN echo ADD https://example.com/x /x',
  'FROM node\n# ADD https://example.com/x /x',
]

const refusedSyntax = [
  '# syntax=evil/frontend\nFROM node',
  '\uFEFF#SYNTAX= evil/frontend\nFROM node',
  '# escape=`\n\n# syntax=docker/dockerfile-upstream:master\nFROM node',
  '// syntax=evil/frontend',
  '#!/bin/x\n# syntax=registry.example/docker/dockerfile:1\nFROM node',
  '# syntax=docker/dockerfile:1 evil\nFROM node',
  '{"syntax":"evil/frontend"}',
]

const refusedAdd = [
  'FROM node\nADD http://169.254.169.254/ /x',
  'FROM node\nadd --chmod=600 \\\n  HTTPS://example.com/x /x',
  'FROM node\nADD ["http://127.0.0.1:5432/", "/x"]',
  'FROM node\nADD git@github.com:evil/x.git /x',
  'ARG A=http://127.0.0.1\nFROM node\nADD $A /x',
  'FROM node\nONBUILD ADD http://127.0.0.1/ /x',
  '# escape=`\nFROM node\nADD `\n http://127.0.0.1/ /x',
]

test.each(accepted)('accepts %j', (text) => {
  expect(() => checkDockerfile(text)).not.toThrow()
})

test.each(refusedSyntax)('refuses the syntax of %j', (text) => {
  expect(() => checkDockerfile(text)).toThrow(expect.objectContaining({ code: 'invalid', reason: 'dockerfile-syntax' }))
})

test.each(refusedAdd)('refuses the address in %j', (text) => {
  expect(() => checkDockerfile(text)).toThrow(expect.objectContaining({ code: 'invalid', reason: 'dockerfile-add' }))
})
