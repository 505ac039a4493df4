"""A small handbook with service levels, for the tests of calls, of the command and of pages."""

LEVELS = {
    "data/areas.yaml": """\
operations:
  title: Operations
  lead: coo
desk:
  title: Desk
  aliases: [Help desk]
""",
    "data/severities.yaml": """\
p0:
  title: P0 - Critical
  definition: The house is dark
  response: 15 min
  examples: [Power cut, UPS empty]
  called: COO
  procedure: supplies
  filedAs: p1
p1:
  title: P1 - High
  definition: A floor is dark
  response: 1 hour
  filedAs: null
""",
    "data/ticket-priorities.yaml": """\
p1:
  title: P1 - Critical
  aliases: [Top]
  definition: Nobody can work
  response: 1 hour
  resolution: 4 hours
  called: Help desk
p2:
  title: P2 - Low
  definition: A lamp flickers
  response: 8 hours
  resolution: 5 days
  incidents: false
""",
    "data/support-channels.yaml": """\
mail:
  title: Mail
  useCase: All issues
  hours: 24/7
  answeredBy: desk
phone:
  title: Phone
  useCase: Urgent issues
  hours: 09:00-18:00
  timezone: Europe/Brussels
  answeredBy: desk
forum:
  title: Forum
  useCase: Peer support
  hours: 24/7
""",
    "data/escalations.yaml": """\
p1-unresolved:
  title: P1 not resolved in 2 hours
  priority: p1
  after: 2 hours
  to: COO
  within: immediate
complaint:
  title: Complaint
  to: COO
  within: 4 hours
angry-chair:
  title: Complaint of the chair
  to: COO
  within: immediate
""",
}
