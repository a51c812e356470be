// Queries that would like to be more than text.

const LIVE = [
  "<script>pwned=1</script>", "<img src=x onerror=pwned=1>", "<svg onload=pwned=1>", "<iframe srcdoc='<script>parent.pwned=1</script>'>", "<style>*{display:none}</style>",
  "<base href=//example.org>", "<meta http-equiv=refresh content='0;url=//example.org'>", "<link rel=stylesheet href=//example.org/x.css>", "<object data=javascript:pwned=1>",
  "<a href=javascript:pwned=1>x</a>", "<form action=//example.org><button>", "<math><mtext></p><script>pwned=1</script>", "<template><img src=x onerror=pwned=1></template>", "<details open ontoggle=pwned=1>",
  "<video src=x onerror=pwned=1>", "<input autofocus onfocus=pwned=1>", "<body onload=pwned=1>", "javascript:pwned=1", "data:text/html,<script>pwned=1</script>", "{{constructor.constructor('pwned=1')()}}",
  "${pwned=1}", "`${pwned=1}`", "%3Cscript%3Epwned=1%3C/script%3E", "&lt;script&gt;pwned=1&lt;/script&gt;", "<scr<script>ipt>pwned=1</script>",
  "<ScRiPt>pwned=1</sCrIpT>", "<img/src=x/onerror=pwned=1>", "<a href='&#106;avascript:pwned=1'>", "＜script＞pwned=1＜/script＞", "<!--><img src=x onerror=pwned=1>",
];
const BREAKS = ["\"", "'", "\">", "'>", "\\", "\\\"", "]]>", "-->", "</title>", "</script>", "*/", "//", "\n", "\r\n\r\n", "\u2028", "\0"];
const ODD = [
  "__proto__", "constructor", "toString", "hasOwnProperty", "[object Object]", "undefined", "null", "NaN", "-1", "1e999", "0x10", "\u202eabc", "\u200b\u200b", "\ufeff", "\ud800", "\udfff", "é".repeat(60), "🍯🍯🍯", "👩‍🌾",
  "a\u0301\u0302\u0303".repeat(20), "ﷺ", "İ", "ß", "ﬁ", "Å", "\u1100\u1161", "(((((", ")))))", "[a-z]+", ".*", "^$", "a{1000}", "(a+)+$", "\\u0041", "%00", "%", "%E0%A4%A", "+", "&q=x", "#x", "?", "../../etc/passwd", "' OR 1=1 --", "; rm -rf /", "|cat", "$(id)", "=1+1", "@SUM(1)", " ", "\t", "a".repeat(5000), "mật ".repeat(800), "sao sao sao", "6 sao", "★".repeat(50), "0 0 0 0 0 0 0 0",
];

/** Two hundred of them, each another. */
export function hostile() {
  const framed = LIVE.flatMap((live, nth) => [live, `${BREAKS[nth % BREAKS.length]}${live}`, `mật ong ${live}`, `${live}${BREAKS[(nth * 7 + 3) % BREAKS.length]}`]);
  const broken = BREAKS.flatMap((sign) => [`${sign} onmouseover=pwned=1 x=`, `bánh${sign}mắm`]);
  return [...new Set([...framed, ...ODD, ...broken])].slice(0, 200);
}
