"""A body that uses every construct of format 1, in its one spelling."""

PICTURE = "k3v9m2x7q4ab"
OTHER_PICTURE = "zz11yy22xx33"
ARTICLE = "a1b2c3d4e5f6"

BLOCKS = (
    '<p>Plain text with &amp;, &lt;b&gt;, "quotes", 10&nbsp;km, Хүрэлсүх, 中文 and e\u0301.</p>',
    '<h2 id="background">Background</h2>',
    "<p>One line<br>and the next, <strong>strong, <em>both</em></strong><em>, only em</em>.</p>",
    (
        "<p><em>All of this, <strong>more</strong>, <code>x &lt; 1</code></em>"
        " and H<sub>2</sub>O, x<sup>2</sup>, <s>gone</s>.</p>"
    ),
    (
        '<p>A <a href="https://example.org/a?b=1&amp;c=%20d#e" title="Say &quot;so&quot; &amp;'
        ' &lt;go&gt;">link with <strong>weight</strong></a>, <a href="/articles/x/">one</a>,'
        ' <a href="#background">two</a>, <a href="mailto:desk@example.org">three</a>,'
        f' <a href="tel:+976123">four</a>, <a data-article="{ARTICLE}">our own</a>.</p>'
    ),
    (
        '<p><strong>Weight over<span data-footnote="">A note with <em>stress</em> and'
        ' <a href="http://example.org/">a link</a>.</span> a note</strong>.'
        '<span data-footnote="">Second.</span></p>'
    ),
    (
        '<p>In <span lang="mn">Улаанбаатар</span>, <span lang="ar" dir="rtl">القاهرة</span> and'
        ' <span dir="ltr">left</span>.</p>'
    ),
    '<h3 id="Ünï_code-2">With <em>stress</em></h3>',
    "<h4>No id yet</h4>",
    '<h4 id="4">Four</h4>',
    "<p>Below.</p>",
    (
        "<ul><li><p>First</p><p>More of it</p></li><li><p>Second</p><ul><li><p>Inner</p>"
        '<ol start="3"><li><p>Three</p></li><li><p>Four</p></li></ol></li></ul></li></ul>'
    ),
    "<ol><li><p>One</p><blockquote><p>Said</p></blockquote></li><li><pre>code</pre></li></ol>",
    (
        '<blockquote cite="https://example.org/speech"><p>Quoted</p><ul><li><p>Point</p></li></ul>'
        "<blockquote><p>Within</p></blockquote></blockquote>"
    ),
    "<hr>",
    "<aside><p>Pulled out</p><p>Who</p></aside>",
    "<pre>  if a &lt; b:\n\n\treturn &amp;c</pre>",
    (
        '<table><caption>Trade, in <em>millions</em></caption><thead><tr><th scope="col">'
        '<p>Year</p></th><th scope="colgroup" colspan="2"><p>Sum</p></th></tr></thead><tbody><tr>'
        '<th scope="row" rowspan="2"><p>2023</p></th><td rowspan="2"><p>1</p></td><td></td></tr>'
        "<tr><td><p>2</p><ul><li><p>in a cell</p></li></ul></td></tr></tbody></table>"
    ),
    '<table><tbody><tr><td colspan="2"><p>Without head</p></td></tr></tbody></table>',
    (
        f'<figure data-image="{PICTURE}" data-alt="A &quot;view&quot; of &lt;hills&gt; &amp;'
        ' river"><figcaption>Hills, <em>seen</em> from <a href="https://example.org/">here</a>'
        "</figcaption></figure>"
    ),
    f'<figure data-image="{OTHER_PICTURE}" data-alt=""><figcaption></figcaption></figure>',
    f'<div data-gallery="{PICTURE} {OTHER_PICTURE}"></div>',
    '<div data-embed="https://video.example.org/watch?v=1&amp;t=2"></div>',
    "<p>The end.</p>",
)

SAMPLE = "".join(BLOCKS)
