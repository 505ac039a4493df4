"""A procedure in the company's playbook format, below front matter."""

FRONT = """\
---
title: Customer onboarding
process: customer-onboarding
owner: Customer Success Lead
review: every 3 months
---
"""

PLAYBOOK = (
    FRONT
    + """\
## Process: Customer Onboarding

### Overview
**Purpose:** Ensure new customers put the product to use and achieve first value
**Owner:** Customer Success Lead
**Timeline:** 2-4 weeks
**Success Criteria:** Customer actively using product, <5 support tickets

### Process Steps

#### Step 1: Kickoff (Day 1-2)
**Owner:** Customer Success Manager
**Timeline:** 2 days

**Actions:**
1. Send welcome email with onboarding guide
2. Schedule kickoff call
3. Conduct kickoff call:
   - Introduce team
   - Confirm success criteria
   - Review timeline
   - Assign customer champion
4. Create customer Slack channel (if applicable)

**Outputs:**
- Kickoff notes documented
- Success plan created
- Timeline confirmed

#### Step 2: Technical Setup (Day 3-7)
**Owner:** Solutions Engineer
**Timeline:** 5 days

**Actions:**
1. Provision customer environment
2. Configure settings per requirements
3. Set up HRIS integration
4. Import employee data
5. Configure access controls
6. Test system functionality

**Outputs:**
- Environment ready
- Integration working
- Test results documented

#### Step 3: Training (Day 8-14)
**Owner:** Customer Success Manager
**Timeline:** 5 days

**Actions:**
1. Schedule admin training
2. Conduct admin training session
3. Provide training materials
4. Schedule end-user training
5. Conduct end-user training
6. Share self-service resources

**Outputs:**
- Admins trained
- Users trained
- Training completion tracked

#### Step 4: Go-Live (Day 15-21)
**Owner:** Customer Success Manager
**Timeline:** 7 days

**Actions:**
1. Confirm go-live readiness
2. Support go-live day
3. Monitor initial usage
4. Address immediate issues
5. Daily check-ins first week
6. Collect initial feedback

**Outputs:**
- System live
- Users active
- Issues resolved

#### Step 5: Handoff (Day 22-28)
**Owner:** Customer Success Manager
**Timeline:** 7 days

**Actions:**
1. Conduct 30-day review
2. Confirm success criteria met
3. Transition to ongoing support
4. Schedule first QBR
5. Request NPS feedback
6. Document lessons learned

**Outputs:**
- Success confirmed
- QBR scheduled
- NPS collected

### Metrics
| Metric | Target | Current |
|--------|--------|---------|
| Time to First Value | <14 days | X days |
| Onboarding Completion | 100% | X% |
| 30-Day Adoption | 80%+ | X% |
| Onboarding NPS | 50+ | X |
| Support Tickets (first 30 days) | <5 | X |
"""
)

KICKOFF = {
    "title": "Kickoff",
    "when": "Day 1-2",
    "owner": "Customer Success Manager",
    "duration": "2 days",
    "actions": [
        {"text": "Send welcome email with onboarding guide"},
        {"text": "Schedule kickoff call"},
        {
            "text": "Conduct kickoff call:",
            "details": [
                "Introduce team",
                "Confirm success criteria",
                "Review timeline",
                "Assign customer champion",
            ],
        },
        {"text": "Create customer Slack channel (if applicable)"},
    ],
    "outputs": ["Kickoff notes documented", "Success plan created", "Timeline confirmed"],
}


def _step(title: str, when: str, duration: str, actions: str, outputs: str) -> dict[str, object]:
    owner = "Solutions Engineer" if title == "Technical Setup" else "Customer Success Manager"
    return {
        "title": title,
        "when": when,
        "owner": owner,
        "duration": duration,
        "actions": [{"text": action} for action in actions.split(" | ")],
        "outputs": outputs.split(" | "),
    }


STEPS = [
    KICKOFF,
    _step(
        "Technical Setup",
        "Day 3-7",
        "5 days",
        "Provision customer environment | Configure settings per requirements"
        " | Set up HRIS integration | Import employee data | Configure access controls"
        " | Test system functionality",
        "Environment ready | Integration working | Test results documented",
    ),
    _step(
        "Training",
        "Day 8-14",
        "5 days",
        "Schedule admin training | Conduct admin training session | Provide training materials"
        " | Schedule end-user training | Conduct end-user training | Share self-service resources",
        "Admins trained | Users trained | Training completion tracked",
    ),
    _step(
        "Go-Live",
        "Day 15-21",
        "7 days",
        "Confirm go-live readiness | Support go-live day | Monitor initial usage"
        " | Address immediate issues | Daily check-ins first week | Collect initial feedback",
        "System live | Users active | Issues resolved",
    ),
    _step(
        "Handoff",
        "Day 22-28",
        "7 days",
        "Conduct 30-day review | Confirm success criteria met | Transition to ongoing support"
        " | Schedule first QBR | Request NPS feedback | Document lessons learned",
        "Success confirmed | QBR scheduled | NPS collected",
    ),
]
METRICS = [
    {"metric": "Time to First Value", "target": "<14 days", "current": "X days"},
    {"metric": "Onboarding Completion", "target": "100%", "current": "X%"},
    {"metric": "30-Day Adoption", "target": "80%+", "current": "X%"},
    {"metric": "Onboarding NPS", "target": "50+", "current": "X"},
    {"metric": "Support Tickets (first 30 days)", "target": "<5", "current": "X"},
]
