"""Mermaid is parsed into boxes and arrows, and syntax errors are reported with their place."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.diagrams import draw
from handbook.diagrams.fences import Fence, fences, html
from handbook.diagrams.mermaid import read
from handbook.diagrams.mermaid_parts import SyntaxFault


def summary(source: str) -> list[str]:
    """Return the content of a source, one line for each box, arrow and frame."""
    found = read(source)
    return [
        *(f"{box.id}: {box.label} ({box.form}) {box.frame}".strip() for box in found.boxes),
        *(
            f"{arrow.source} > {arrow.target} {arrow.line} {arrow.label}".strip()
            for arrow in found.arrows
        ),
        *(f"[{frame.id}: {frame.label}] {frame.frame}".strip() for frame in found.frames),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a", ["a: a (box)"]),
        ("a[Some text]", ["a: Some text (box)"]),
        ('a["Text (with) [brackets]"]', ["a: Text (with) [brackets] (box)"]),
        ("a(Round)", ["a: Round (round)"]),
        ("a([Stadium])", ["a: Stadium (round)"]),
        ("a{Choice?}", ["a: Choice? (choice)"]),
        ("a((Circle))", ["a: Circle (round)"]),
        ("a(((End)))", ["a: End (end)"]),
        ("a[One<br/>two &amp; #quot;three#quot;]", ['a: One two & "three" (box)']),
        ("a:::warm --> b", ["a: a (box)", "b: b (box)", "a > b solid"]),
        ("a-->b-->c", ["a: a (box)", "b: b (box)", "c: c (box)", "a > b solid", "b > c solid"]),
        ("a --> b & c", ["a: a (box)", "b: b (box)", "c: c (box)", "a > b solid", "a > c solid"]),
        ("a -->|yes| b", ["a: a (box)", "b: b (box)", "a > b solid yes"]),
        ("a -- yes --> b", ["a: a (box)", "b: b (box)", "a > b solid yes"]),
        ("a == yes ==> b", ["a: a (box)", "b: b (box)", "a > b solid yes"]),
        ("a -. yes .-> b", ["a: a (box)", "b: b (box)", "a > b dashed yes"]),
        ("a -.-> b", ["a: a (box)", "b: b (box)", "a > b dashed"]),
        ("a --- b", ["a: a (box)", "b: b (box)", "a > b open"]),
        ("a <--> b", ["a: a (box)", "b: b (box)", "a > b solid", "b > a solid"]),
        ("a ~~~ b", ["a: a (box)", "b: b (box)"]),
        ("a-b --> c.d", ["a-b: a-b (box)", "c.d: c.d (box)", "a-b > c.d solid"]),
        ("a --> b; c", ["a: a (box)", "b: b (box)", "c: c (box)", "a > b solid"]),
    ],
)  # fmt: skip
def test_a_flowchart_line_is_parsed(line: str, expected: list[str]) -> None:
    assert summary(f"flowchart TD\n  {line}") == expected


def test_subgraphs_become_frames_and_styling_is_ignored() -> None:
    source = """\
%% A comment
flowchart LR
  accTitle: How an order goes
  subgraph out [Outer]
    direction TB
    a
    subgraph Inner
      b
    end
  end
  style a fill:#f00
  classDef warm fill:#f00
  click a "javascript:alert(1)"
  a --> b --> out
"""

    assert summary(source) == [
        "a: a (box) out", "b: b (box) Inner", "a > b solid", "b > out solid",
        "[out: Outer]", "[Inner: Inner] out",
    ]  # fmt: skip
    assert (read(source).title, read(source).direction) == ("How an order goes", "right")


def test_a_state_diagram_has_transitions_notes_and_nested_states() -> None:
    source = """\
stateDiagram-v2
  [*] --> Open
  state "Being worked on" as work
  Open --> work : taken up
  state check <<choice>>
  work --> check
  note right of work
    whoever is free
  end note
  note left of Open : short
  state Done {
    [*] --> kept
  }
  check --> Done
  Done --> [*]
"""

    assert summary(source) == [
        "[start] : Start (start)", "Open: Open (box)", "work: Being worked on (box)",
        "check: check (choice)", "[start] Done: Start (start) Done", "kept: kept (box) Done",
        "[end] : End (end)",
        "[start]  > Open solid", "Open > work solid taken up", "work > check solid",
        "[start] Done > kept solid", "check > Done solid", "Done > [end]  solid", "[Done: Done]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "line", "column", "words"),
    [
        ("", 1, 1, "the diagram is empty; begin with 'flowchart TD' or 'stateDiagram-v2'"),
        ("flowchart TD", 1, 1, "the diagram has no boxes"),
        (
            "\n sequenceDiagram\n A->>B: hi", 2, 2,
            "'sequenceDiagram' is not supported; begin with 'flowchart TD' or 'stateDiagram-v2'",
        ),
        ("flowchart TD\n  a[open", 2, 4, "'[' is not closed by ']' on this line"),
        (
            "flowchart TD\n  a[one --> b[two]", 2, 14,
            "close '[' before '[', or put the label in quotes: \"...\"",
        ),
        ("flowchart TD\n  a b", 2, 5, "expected a link such as '-->', not 'b'"),
        ("flowchart TD\n  a -->", 2, 8, "a box is missing here"),
        ("flowchart TD\n  a --> --> b", 2, 9, "expected a box, not '--> b'"),
        ("flowchart TD\n  a\n  end", 3, 3, "'end' has no open subgraph to close"),
        ("flowchart TD\n subgraph x\n a", 3, 1, "'x' is not closed"),
        (
            "flowchart TD\n subgraph\n a\n end", 2, 2,
            "a subgraph needs a name: 'subgraph id [name]'",
        ),
        ("stateDiagram-v2\n A -->", 2, 4, "a state is missing next to '-->'"),
        ("stateDiagram-v2\n A\n }", 3, 2, "'}' has no open state to close"),
        ("stateDiagram-v2\n note left of A\n x", 2, 2, "the note is not closed by 'end note'"),
        ("stateDiagram-v2\n ???", 2, 2, "cannot read '???'"),
        (
            "graph TD\n" + "\n".join(f"a{at} --> a{at + 1}" for at in range(101)), 1, 1,
            "the diagram has more than 100 boxes or 200 arrows; split it",
        ),
    ],
)  # fmt: skip
def test_syntax_errors_are_reported_with_their_places(
    source: str, line: int, column: int, words: str
) -> None:
    with pytest.raises(SyntaxFault) as fault:
        read(source)

    assert (fault.value.line, fault.value.column, fault.value.words) == (line, column, words)


@given(
    st.sampled_from(["flowchart TD\n", "stateDiagram-v2\n"]),
    st.text('ab -->[](){}|"<;&:*.=~\nsubgraphendstate', max_size=60),
)
def test_no_source_crashes_the_parser(header: str, source: str) -> None:
    with suppress(SyntaxFault):
        draw(read(header + source))


def test_fences_are_found_in_prose_and_not_in_code() -> None:
    text = """\
````markdown
```mermaid
code
```
````

1. First

   ```mermaid
   a
     b
   ```

~~~ Mermaid
c
~~~

```mermaid
never closed
"""

    assert list(fences(text)) == [
        Fence("a\n  b", 8, 11, "   "),
        Fence("c", 13, 15, ""),
    ]


def test_a_fence_keeps_its_source_as_text() -> None:
    found = html("flowchart TD\n  a[A & B] --> b\n")

    assert found.endswith(
        "<summary>As text</summary>"
        '<pre tabindex="0"><code>flowchart TD\n  a[A &amp; B] --&gt; b</code></pre>'
        "</details></figure>"
    )
