"""Attack payloads for the texts of a handbook.

Code that runs in a browser sets `window.pwned`; code that runs in the build writes a file named
PWNED or evaluates a product.
"""

# A template engine evaluates the product to 49.
EXPRESSION = "q{{7*7}}q"
EVALUATED = "q49q"
FILE = "PWNED"
_RUN = "window.pwned=1"
COMMAND = "{{cycler.__init__.__globals__.os.popen('touch PWNED')}}"

# One per title; titles are limited to 80 characters.
TITLES = (
    f'<script>{_RUN}</script>"><img src=x onerror={_RUN}>',
    f"'--></title></script><svg onload={_RUN}>",
    COMMAND,
    f'" onmouseover={_RUN} onfocus={_RUN} autofocus x="',
    f"&lt;img src=x onerror={_RUN}&gt;{EXPRESSION}",
    f"javascript:{_RUN}",
    f"[x](javascript:{_RUN}) `<b>` **b**",
    f'\\"}};{_RUN};//]]>*/</style>${{{_RUN}}}',
)
# Schemes that execute code, in spellings that browsers accept, and links that leave the site.
LINKS = (
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f"java\tscript:{_RUN}",
    f" javascript:{_RUN}",
    f"javascript&colon;{_RUN}",
    f"&#106;avascript:{_RUN}",
    f"javascript://%0a{_RUN}",
    f"vbscript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f"feed:javascript:{_RUN}",
    "//evil.example/x",
    "/\\evil.example/x",
    "\\\\evil.example/x",
    "file:///etc/passwd",
)
# For fields without a length limit.
LONG = " ".join(
    (
        "</script></title></textarea></style></noscript>'\"--></pre></code>]]>",
        f"<img src=x onerror={_RUN}>",
        f"<script>{_RUN}</script>",
        f"<svg/onload={_RUN}>",
        f'<iframe srcdoc="<script>parent.{_RUN}</script>"></iframe>',
        f"<details open ontoggle={_RUN}>",
        f'<a href="javascript:{_RUN}">press</a>',
        "<img src=//evil.example/pixel.png>",
        "<link rel=stylesheet href=https://evil.example/style.css>",
        "<style>@import 'https://evil.example/style.css';</style>",
        "<base href=https://evil.example/>",
        "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
        f"&lt;script&gt;{_RUN}&lt;/script&gt; &#60;img src=x onerror={_RUN}&#62;",
        f"\\u003cimg src=x onerror={_RUN}\\u003e",
        EXPRESSION,
        COMMAND,
        "{{ config.theme.get_env().globals }}{{ lipsum.__globals__ }}",
        "{% for x in [1] %}{{ x }}{% endfor %}{% include 'main.html' %}{# gone #}{% raw %}",
        *(f"[press]({link})" for link in LINKS),
        "![picture](https://evil.example/pixel.png)",
        *LINKS,
    )
)
# Valid for the schema format `uri`, which allows no spaces.
ADDRESS = f'https://evil.example/"onmouseover="{_RUN}"><img/src=x/onerror={_RUN}>'
# Search queries.
QUERIES = ("onerror", "script", "img", "javascript", "pwned", "popen", "evil")
# A forged copy of the placeholder that a macro leaves in a page until its HTML is inserted.
PLACEHOLDER = "\ue0001\ue001"
# Element ids that the scripts of the site look up.
ANCHORS = ("__config", "__search", "__drawer", "__palette_0", "__skip", "hb-q", "hb-home-q")
