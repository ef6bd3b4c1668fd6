/// Texts that a user's file may hold and that no output may let through.
enum Hostile {
  static let texts = [
    "</script><svg onload=alert(1)>",
    "\"><img src=x onerror='alert(1)'>",
    "</title></desc></style></td></table>",
    "<!-- --> <![CDATA[ ]]> <?php ?> &amp; &#0; &",
    "a|b`c`*d*_e_[f](javascript:alert(1))~g~\\",
    "\\end{tabular}\\input{/etc/passwd} & % $ # _ { } ~ ^ \\",
    "[2em] * -- --- 50% & $x_1^2$",
    "=HYPERLINK(\"http://example.com\")",
    "\u{1B}[2J\u{1B}]0;title\u{7} null\u{0} bell\u{7} del\u{7F} c1\u{9B}31m",
    "line\nbreak\r\nand\ttab \u{2028} \u{2029} \u{85}",
    "\u{202E}desrever\u{202C} \u{2066}isolate",
    "שלום עולם مرحبا",
    String(
      String.UnicodeScalarView(
        [0xFFFE, 0xFFFF, 0xFDD0, 0x1FFFE].compactMap { Unicode.Scalar($0 as UInt32) })),
    "日本語の学校 👩‍👩‍👧‍👦 e\u{301}",
    String(repeating: "long ", count: 200),
    String(repeating: "W", count: 3000),
    "",
    " ",
  ]
}
