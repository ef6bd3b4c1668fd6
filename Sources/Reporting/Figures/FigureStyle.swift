/// How figures look: classes for their parts, custom properties for their colours.
enum FigureStyle {
  /// Colours on a light ground: the ground, text, quiet text, hairlines, and one for each series.
  ///
  /// The series colours are those of Okabe and Ito (2008), which colour-blind readers can tell apart,
  /// darkened until they reach 4.5:1 against the ground.
  static let lightColors = """
    --ground:#fff;--ink:#1b1f24;--quiet:#59626e;--hairline:#e4e7eb;--rule:#aab2bd;\
    --s0:#0b62a4;--s1:#b34700;--s2:#00775a;--s3:#8e3c6f;--s4:#7a5c00;--s5:#2f6f86;
    """

  /// The same on a dark ground.
  static let darkColors = """
    --ground:#14171b;--ink:#e8eaed;--quiet:#a2abb6;--hairline:#2a2f36;--rule:#59626e;\
    --s0:#6cb4ee;--s1:#f2935c;--s2:#4fc9a3;--s3:#e39cc6;--s4:#e0bb4a;--s5:#8fd0e6;
    """

  /// The rules for the classes that drawings use.
  static let rules = """
    .fg{display:block;width:100%;height:auto;font:13px/1.3 system-ui,-apple-system,"Segoe UI",sans-serif;\
    font-variant-numeric:tabular-nums}
    .fg text{fill:var(--ink);stroke:none}
    .fg .quiet{fill:var(--quiet)}
    .fg .tick{fill:var(--quiet);font-size:12px}
    .fg .name{font-weight:600}
    .fg .grid{stroke:var(--hairline);stroke-width:1}
    .fg .axis{stroke:var(--rule);stroke-width:1}
    .fg .zero{stroke:var(--quiet);stroke-width:1.25}
    .fg .bound{stroke:var(--ink);stroke-width:1;stroke-dasharray:3 3}
    .fg .k0{--c:var(--s0)}
    .fg .k1{--c:var(--s1)}
    .fg .k2{--c:var(--s2)}
    .fg .k3{--c:var(--s3)}
    .fg .k4{--c:var(--s4)}
    .fg .k5{--c:var(--s5)}
    .fg .kn{--c:var(--quiet)}
    .fg .band{fill:var(--c);opacity:.15}
    .fg .region{fill:var(--c);opacity:.08}
    .fg .line{fill:none;stroke:var(--c);stroke-width:2.25;stroke-linejoin:round;stroke-linecap:butt}
    .fg .casing{fill:none;stroke:var(--ground);stroke-width:5;opacity:.7}
    .fg .d1{stroke-dasharray:9 4}
    .fg .d2{stroke-dasharray:2.5 3}
    .fg .d3{stroke-dasharray:11 4 2.5 4}
    .fg .d4{stroke-dasharray:5 3}
    .fg .d5{stroke-dasharray:14 3 4 3 4 3}
    .fg .mark{fill:var(--c);opacity:.32}
    .fg .bar{fill:var(--quiet);opacity:.55}
    .fg .whisker{fill:none;stroke:var(--c);stroke-width:2}
    .fg .dot{fill:var(--c)}
    .fg .hollow{fill:none;stroke:var(--c);stroke-width:2}
    .fg .label{fill:var(--c);font-weight:600}
    .fg .over{paint-order:stroke;stroke:var(--ground);stroke-width:4px;stroke-linejoin:round}

    """

  /// All that a drawing needs when it stands alone.
  static let standalone = """
    .fg{color-scheme:light dark;\(lightColors)background:var(--ground)}
    @media (prefers-color-scheme:dark){.fg{\(darkColors)}}
    \(rules)
    """

  /// How many series can be told apart before colours and dashes come round again.
  static let seriesCount = 6

  /// The classes of a series' line: a colour and a dash pattern of its own.
  static func line(_ series: Int) -> String {
    let index = series % seriesCount
    return "line k\(index)" + (index == 0 ? "" : " d\(index)")
  }
}
