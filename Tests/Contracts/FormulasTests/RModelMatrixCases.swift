@testable import Formulas

/// What R makes of a formula.
struct ModelMatrixCase: Sendable, CustomStringConvertible {
  let formula: String
  let contrasts: ContrastCoding
  /// `colnames(model.matrix(formula, d))`
  let columns: [String]
  /// `colSums(model.matrix(formula, d) * 2^(0:11))`, which identifies a column of 0 and 1.
  let sums: [Double]

  init(
    _ formula: String, _ contrasts: ContrastCoding = .treatment, columns: [String], sums: [Double]
  ) {
    self.formula = formula
    self.contrasts = contrasts
    self.columns = columns
    self.sums = sums
  }

  var description: String { "\(formula) [\(contrasts)]" }
}

/// Computed with R 4.2.2 on the data frame `d` that `ReferenceTable` holds, where `a`, `b`, `c` and
/// `School Type` are factors and `g` is an integer.
enum RModelMatrixCases {
  static let treatment: [ModelMatrixCase] = [
    .init(
      "y ~ a * x",
      columns: ["(Intercept)", "av", "aw", "x", "av:x", "aw:x"],
      sums: [4095, 1298, 2212, 47828, 14357, 27868]),
    .init(
      "y ~ a:x",
      columns: ["(Intercept)", "au:x", "av:x", "aw:x"],
      sums: [4095, 5603, 14357, 27868]),
    .init(
      "y ~ x:a",
      columns: ["(Intercept)", "x:au", "x:av", "x:aw"],
      sums: [4095, 5603, 14357, 27868]),
    .init(
      "y ~ 0 + a",
      columns: ["au", "av", "aw"],
      sums: [585, 1298, 2212]),
    .init(
      "y ~ a - 1",
      columns: ["au", "av", "aw"],
      sums: [585, 1298, 2212]),
    .init(
      "y ~ -1 + a",
      columns: ["au", "av", "aw"],
      sums: [585, 1298, 2212]),
    .init(
      "y ~ 0 + a + b",
      columns: ["au", "av", "aw", "bq"],
      sums: [585, 1298, 2212, 1714]),
    .init(
      "y ~ 0 + x + a + b",
      columns: ["x", "au", "av", "aw", "bq"],
      sums: [47828, 585, 1298, 2212, 1714]),
    .init(
      "y ~ a + a:b",
      columns: ["(Intercept)", "av", "aw", "au:bq", "av:bq", "aw:bq"],
      sums: [4095, 1298, 2212, 512, 1042, 160]),
    .init(
      "y ~ a:b",
      columns: ["(Intercept)", "au:bp", "av:bp", "aw:bp", "au:bq", "av:bq", "aw:bq"],
      sums: [4095, 73, 256, 2052, 512, 1042, 160]),
    .init(
      "y ~ 0 + a:b",
      columns: ["au:bp", "av:bp", "aw:bp", "au:bq", "av:bq", "aw:bq"],
      sums: [73, 256, 2052, 512, 1042, 160]),
    .init(
      "y ~ x + x:a",
      columns: ["(Intercept)", "x", "x:av", "x:aw"],
      sums: [4095, 47828, 14357, 27868]),
    .init(
      "y ~ 0 + x + x:a",
      columns: ["x", "x:au", "x:av", "x:aw"],
      sums: [47828, 5603, 14357, 27868]),
    .init(
      "y ~ x + a:x",
      columns: ["(Intercept)", "x", "x:av", "x:aw"],
      sums: [4095, 47828, 14357, 27868]),
    .init(
      "y ~ (a + b + c)^2",
      columns: [
        "(Intercept)", "av", "aw", "bq", "cl", "av:bq", "aw:bq", "av:cl", "aw:cl", "bq:cl",
      ],
      sums: [4095, 1298, 2212, 1714, 2668, 1042, 160, 0, 2084, 544]),
    .init(
      "y ~ (a + b + c)^3 - a:b",
      columns: [
        "(Intercept)", "av", "aw", "bq", "cl", "av:cl", "aw:cl", "bq:cl", "av:bq:ck", "aw:bq:ck",
        "av:bq:cl", "aw:bq:cl",
      ],
      sums: [4095, 1298, 2212, 1714, 2668, 0, 2084, 544, 1042, 128, 0, 32]),
    .init(
      "y ~ a/b",
      columns: ["(Intercept)", "av", "aw", "au:bq", "av:bq", "aw:bq"],
      sums: [4095, 1298, 2212, 512, 1042, 160]),
    .init(
      "y ~ a/b/c",
      columns: [
        "(Intercept)", "av", "aw", "au:bq", "av:bq", "aw:bq", "au:bp:cl", "av:bp:cl", "aw:bp:cl",
        "au:bq:cl", "av:bq:cl", "aw:bq:cl",
      ],
      sums: [4095, 1298, 2212, 512, 1042, 160, 72, 0, 2052, 512, 0, 32]),
    .init(
      "y ~ a/(b + c)",
      columns: ["(Intercept)", "av", "aw", "au:bq", "av:bq", "aw:bq", "au:cl", "av:cl", "aw:cl"],
      sums: [4095, 1298, 2212, 512, 1042, 160, 584, 0, 2084]),
    .init(
      "y ~ (a + b)/c",
      columns: [
        "(Intercept)", "av", "aw", "bq", "au:bp:ck", "av:bp:ck", "aw:bp:ck", "au:bq:ck", "av:bq:ck",
        "aw:bq:ck", "au:bp:cl", "av:bp:cl", "aw:bp:cl", "au:bq:cl", "av:bq:cl", "aw:bq:cl",
      ],
      sums: [4095, 1298, 2212, 1714, 1, 256, 0, 0, 1042, 128, 72, 0, 2052, 512, 0, 32]),
    .init(
      "y ~ a/x",
      columns: ["(Intercept)", "av", "aw", "au:x", "av:x", "aw:x"],
      sums: [4095, 1298, 2212, 5603, 14357, 27868]),
    .init(
      "y ~ x/a",
      columns: ["(Intercept)", "x", "x:av", "x:aw"],
      sums: [4095, 47828, 14357, 27868]),
    .init(
      "y ~ a %in% b",
      columns: ["(Intercept)", "au:bp", "av:bp", "aw:bp", "au:bq", "av:bq", "aw:bq"],
      sums: [4095, 73, 256, 2052, 512, 1042, 160]),
    .init(
      "y ~ b + a %in% b",
      columns: ["(Intercept)", "bq", "bp:av", "bq:av", "bp:aw", "bq:aw"],
      sums: [4095, 1714, 256, 1042, 2052, 160]),
    .init(
      "y ~ a %in% (b + c)",
      columns: [
        "(Intercept)", "au:bp:ck", "av:bp:ck", "aw:bp:ck", "au:bq:ck", "av:bq:ck", "aw:bq:ck",
        "au:bp:cl", "av:bp:cl", "aw:bp:cl", "au:bq:cl", "av:bq:cl", "aw:bq:cl",
      ],
      sums: [4095, 1, 256, 0, 0, 1042, 128, 72, 0, 2052, 512, 0, 32]),
    .init(
      "y ~ (a + b) %in% c",
      columns: [
        "(Intercept)", "au:ck", "av:ck", "aw:ck", "au:cl", "av:cl", "aw:cl", "bq:ck", "bq:cl",
      ],
      sums: [4095, 1, 1298, 128, 584, 0, 2084, 1170, 544]),
    .init(
      "y ~ a * b * c",
      columns: [
        "(Intercept)", "av", "aw", "bq", "cl", "av:bq", "aw:bq", "av:cl", "aw:cl", "bq:cl",
        "av:bq:cl", "aw:bq:cl",
      ],
      sums: [4095, 1298, 2212, 1714, 2668, 1042, 160, 0, 2084, 544, 0, 32]),
    .init(
      "y ~ a * b - a",
      columns: ["(Intercept)", "bq", "av:bp", "aw:bp", "av:bq", "aw:bq"],
      sums: [4095, 1714, 256, 2052, 1042, 160]),
    .init(
      "y ~ a * b - 1",
      columns: ["au", "av", "aw", "bq", "av:bq", "aw:bq"],
      sums: [585, 1298, 2212, 1714, 1042, 160]),
    .init(
      "y ~ a * b - (a + 1)",
      columns: ["bp", "bq", "av:bp", "aw:bp", "av:bq", "aw:bq"],
      sums: [2381, 1714, 256, 2052, 1042, 160]),
    .init(
      "y ~ b:a + a",
      columns: ["(Intercept)", "av", "aw", "bq:au", "bq:av", "bq:aw"],
      sums: [4095, 1298, 2212, 512, 1042, 160]),
    .init(
      "y ~ x:b:a + a:b",
      columns: [
        "(Intercept)", "bp:au", "bq:au", "bp:av", "bq:av", "bp:aw", "bq:aw", "x:bp:au", "x:bq:au",
        "x:bp:av", "x:bq:av", "x:bp:aw", "x:bq:aw",
      ],
      sums: [4095, 73, 512, 256, 1042, 2052, 160, 483, 5120, 2496, 11861, 26636, 1232]),
    .init(
      "y ~ a + b:c + a:b",
      columns: ["(Intercept)", "av", "aw", "bp:ck", "bq:ck", "bp:cl", "bq:cl", "av:bq", "aw:bq"],
      sums: [4095, 1298, 2212, 257, 1170, 2124, 544, 1042, 160]),
    .init(
      "y ~ b:a + a:b:c + c:b",
      columns: [
        "(Intercept)", "bp:au", "bq:au", "bp:av", "bq:av", "bp:aw", "bq:aw", "bp:cl", "bq:cl",
        "bp:av:cl", "bq:av:cl", "bp:aw:cl", "bq:aw:cl",
      ],
      sums: [4095, 73, 512, 256, 1042, 2052, 160, 2124, 544, 0, 0, 2052, 32]),
    .init(
      "y ~ (a + b):(b + c)",
      columns: [
        "(Intercept)", "bq", "av:bp", "aw:bp", "av:bq", "aw:bq", "au:cl", "av:cl", "aw:cl", "bq:cl",
      ],
      sums: [4095, 1714, 256, 2052, 1042, 160, 584, 0, 2084, 544]),
    .init(
      "y ~ 0 + x:a + b",
      columns: ["bp", "bq", "x:au", "x:av", "x:aw"],
      sums: [2381, 1714, 5603, 14357, 27868]),
    .init(
      "y ~ a * x %in% b",
      columns: [
        "(Intercept)", "av", "aw", "x:bp", "x:bq", "av:x:bp", "aw:x:bp", "av:x:bq", "aw:x:bq",
      ],
      sums: [4095, 1298, 2212, 29615, 18213, 2496, 26636, 11861, 1232]),
    .init(
      "y ~ 1",
      columns: ["(Intercept)"],
      sums: [4095]),
    .init(
      "y ~ 0",
      columns: [],
      sums: []),
    .init(
      "y ~ a + 0 + 1",
      columns: ["(Intercept)", "av", "aw"],
      sums: [4095, 1298, 2212]),
    .init(
      "y ~ 1 - 1 + a",
      columns: ["au", "av", "aw"],
      sums: [585, 1298, 2212]),
    .init(
      "y ~ a - 0",
      columns: ["(Intercept)", "av", "aw"],
      sums: [4095, 1298, 2212]),
    .init(
      "y ~ a * a",
      columns: ["(Intercept)", "av", "aw"],
      sums: [4095, 1298, 2212]),
    .init(
      "y ~ x^2",
      columns: ["(Intercept)", "x"],
      sums: [4095, 47828]),
    .init(
      "y ~ x:x",
      columns: ["(Intercept)", "x"],
      sums: [4095, 47828]),
    .init(
      "y ~ (a/b)^2",
      columns: ["(Intercept)", "av", "aw", "au:bq", "av:bq", "aw:bq"],
      sums: [4095, 1298, 2212, 512, 1042, 160]),
    .init(
      "y ~ a + x - x",
      columns: ["(Intercept)", "av", "aw"],
      sums: [4095, 1298, 2212]),
    .init(
      "y ~ t",
      columns: ["(Intercept)", "tTRUE"],
      sums: [4095, 3161]),
    .init(
      "y ~ 0 + t",
      columns: ["tFALSE", "tTRUE"],
      sums: [934, 3161]),
    .init(
      "y ~ 0 + b + t",
      columns: ["bp", "bq", "tTRUE"],
      sums: [2381, 1714, 3161]),
    .init(
      "y ~ t * x",
      columns: ["(Intercept)", "tTRUE", "x", "tTRUE:x"],
      sums: [4095, 3161, 47828, 38963]),
    .init(
      "y ~ t:a",
      columns: [
        "(Intercept)", "tFALSE:au", "tTRUE:au", "tFALSE:av", "tTRUE:av", "tFALSE:aw", "tTRUE:aw",
      ],
      sums: [4095, 512, 73, 258, 1040, 164, 2048]),
    .init(
      "y ~ a:t",
      columns: [
        "(Intercept)", "au:tFALSE", "av:tFALSE", "aw:tFALSE", "au:tTRUE", "av:tTRUE", "aw:tTRUE",
      ],
      sums: [4095, 512, 258, 164, 73, 1040, 2048]),
    .init(
      "y ~ I(x > 3)",
      columns: ["(Intercept)", "I(x > 3)TRUE"],
      sums: [4095, 4088]),
    .init(
      "y ~ 0 + I(x > 3)",
      columns: ["I(x > 3)FALSE", "I(x > 3)TRUE"],
      sums: [7, 4088]),
    .init(
      "y ~ I(x > 5) * a",
      columns: ["(Intercept)", "I(x > 5)TRUE", "av", "aw", "I(x > 5)TRUE:av", "I(x > 5)TRUE:aw"],
      sums: [4095, 4064, 1298, 2212, 1280, 2208]),
    .init(
      "y ~ I(x > 5):b + z",
      columns: [
        "(Intercept)", "z", "I(x > 5)FALSE:bp", "I(x > 5)TRUE:bp", "I(x > 5)FALSE:bq",
        "I(x > 5)TRUE:bq",
      ],
      sums: [4095, 4148, 13, 2368, 18, 1696]),
    .init(
      "y ~ I(a)",
      columns: ["(Intercept)", "I(a)v", "I(a)w"],
      sums: [4095, 1298, 2212]),
    .init(
      "y ~ I(a == \"v\")",
      columns: ["(Intercept)", "I(a == \"v\")TRUE"],
      sums: [4095, 1298]),
    .init(
      "y ~ I(x > 2 & x <= 8 | z < 0)",
      columns: ["(Intercept)", "I(x > 2 & x <= 8 | z < 0)TRUE"],
      sums: [4095, 1278]),
    .init(
      "y ~ I(!t)",
      columns: ["(Intercept)", "I(!t)TRUE"],
      sums: [4095, 934]),
    .init(
      "y ~ I(x %in% c(1, 5, 13))",
      columns: ["(Intercept)", "I(x %in% c(1, 5, 13))TRUE"],
      sums: [4095, 2065]),
    .init(
      "y ~ I(a %in% c(\"u\", \"w\"))",
      columns: ["(Intercept)", "I(a %in% c(\"u\", \"w\"))TRUE"],
      sums: [4095, 2797]),
    .init(
      "y ~ poly(x, 1)",
      columns: ["(Intercept)", "poly(x, 1)"],
      sums: [4095, 1595.6619199866675]),
    .init(
      "y ~ poly(x, 2)",
      columns: ["(Intercept)", "poly(x, 2)1", "poly(x, 2)2"],
      sums: [4095, 1595.6619199866675, 1153.2014283508408]),
    .init(
      "y ~ poly(x, 3, raw = TRUE)",
      columns: [
        "(Intercept)", "poly(x, 3, raw = TRUE)1", "poly(x, 3, raw = TRUE)2",
        "poly(x, 3, raw = TRUE)3",
      ],
      sums: [4095, 47828, 570346, 6905138.375]),
    .init(
      "y ~ poly(x, degree = 2)",
      columns: ["(Intercept)", "poly(x, degree = 2)1", "poly(x, degree = 2)2"],
      sums: [4095, 1595.6619199866675, 1153.2014283508408]),
    .init(
      "y ~ poly(x, 2) * a",
      columns: [
        "(Intercept)", "poly(x, 2)1", "poly(x, 2)2", "av", "aw", "poly(x, 2)1:av", "poly(x, 2)2:av",
        "poly(x, 2)1:aw", "poly(x, 2)2:aw",
      ],
      sums: [
        4095, 1595.6619199866675, 1153.2014283508408, 1298, 2212, 441.75521274869396,
        143.55942399368996, 1023.9749910922026, 1077.3678949849668,
      ]),
    .init(
      "y ~ poly(x, 2):a",
      columns: [
        "(Intercept)", "poly(x, 2)1:au", "poly(x, 2)2:au", "poly(x, 2)1:av", "poly(x, 2)2:av",
        "poly(x, 2)1:aw", "poly(x, 2)2:aw",
      ],
      sums: [
        4095, 129.93171614577096, -67.725890627815772, 441.75521274869396, 143.55942399368996,
        1023.9749910922026, 1077.3678949849668,
      ]),
    .init(
      "y ~ poly(log(x), 2)",
      columns: ["(Intercept)", "poly(log(x), 2)1", "poly(log(x), 2)2"],
      sums: [4095, 1206.3524826625103, 1156.9883048213194]),
    .init(
      "y ~ a:poly(z, 2, raw = TRUE)",
      columns: [
        "(Intercept)", "au:poly(z, 2, raw = TRUE)1", "av:poly(z, 2, raw = TRUE)1",
        "aw:poly(z, 2, raw = TRUE)1", "au:poly(z, 2, raw = TRUE)2", "av:poly(z, 2, raw = TRUE)2",
        "aw:poly(z, 2, raw = TRUE)2",
      ],
      sums: [4095, 710.5, -970.5, 4408, 1092.75, 1047.125, 10968]),
    .init(
      "y ~ poly(x, 2):poly(z, 2)",
      columns: [
        "(Intercept)", "poly(x, 2)1:poly(z, 2)1", "poly(x, 2)2:poly(z, 2)1",
        "poly(x, 2)1:poly(z, 2)2", "poly(x, 2)2:poly(z, 2)2",
      ],
      sums: [4095, 228.52423528251336, 330.4540223337857, 98.949102493895722, 145.42588189661492]),
    .init(
      "y ~ C(a, sum)",
      columns: ["(Intercept)", "C(a, sum)1", "C(a, sum)2"],
      sums: [4095, -1627, -914]),
    .init(
      "y ~ C(a, helmert) * b",
      columns: [
        "(Intercept)", "C(a, helmert)1", "C(a, helmert)2", "bq", "C(a, helmert)1:bq",
        "C(a, helmert)2:bq",
      ],
      sums: [4095, 713, 2541, 1714, 530, -1234]),
    .init(
      "y ~ C(factor(g), poly)",
      columns: [
        "(Intercept)", "C(factor(g), poly).L", "C(factor(g), poly).Q", "C(factor(g), poly).C",
      ],
      sums: [4095, -674.62170881168652, 1225.5, -429.10144488220953]),
    .init(
      "y ~ C(a, treatment)",
      columns: ["(Intercept)", "C(a, treatment)v", "C(a, treatment)w"],
      sums: [4095, 1298, 2212]),
    .init(
      "y ~ C(a, contr.sum) * x",
      columns: [
        "(Intercept)", "C(a, contr.sum)1", "C(a, contr.sum)2", "x", "C(a, contr.sum)1:x",
        "C(a, contr.sum)2:x",
      ],
      sums: [4095, -1627, -914, 47828, -22265, -13511]),
    .init(
      "y ~ 0 + C(a, sum)",
      columns: ["C(a, sum)u", "C(a, sum)v", "C(a, sum)w"],
      sums: [585, 1298, 2212]),
    .init(
      "y ~ b:C(a, sum)",
      columns: [
        "(Intercept)", "bp:C(a, sum)u", "bq:C(a, sum)u", "bp:C(a, sum)v", "bq:C(a, sum)v",
        "bp:C(a, sum)w", "bq:C(a, sum)w",
      ],
      sums: [4095, 73, 512, 256, 1042, 2052, 160]),
    .init(
      "y ~ C(a, sum):C(factor(g), helmert)",
      columns: [
        "(Intercept)", "C(a, sum)u:C(factor(g), helmert)1983",
        "C(a, sum)v:C(factor(g), helmert)1983", "C(a, sum)w:C(factor(g), helmert)1983",
        "C(a, sum)u:C(factor(g), helmert)1984", "C(a, sum)v:C(factor(g), helmert)1984",
        "C(a, sum)w:C(factor(g), helmert)1984", "C(a, sum)u:C(factor(g), helmert)1985",
        "C(a, sum)v:C(factor(g), helmert)1985", "C(a, sum)w:C(factor(g), helmert)1985",
        "C(a, sum)u:C(factor(g), helmert)1986", "C(a, sum)v:C(factor(g), helmert)1986",
        "C(a, sum)w:C(factor(g), helmert)1986",
      ],
      sums: [4095, 9, 0, 2176, 0, 274, 0, 512, 0, 36, 64, 1024, 0]),
    .init(
      "y ~ factor(g)",
      columns: ["(Intercept)", "factor(g)1984", "factor(g)1985", "factor(g)1986"],
      sums: [4095, 274, 548, 1088]),
    .init(
      "y ~ factor(g):a + x",
      columns: [
        "(Intercept)", "x", "factor(g)1983:au", "factor(g)1984:au", "factor(g)1985:au",
        "factor(g)1986:au", "factor(g)1983:av", "factor(g)1984:av", "factor(g)1985:av",
        "factor(g)1986:av", "factor(g)1983:aw", "factor(g)1984:aw", "factor(g)1985:aw",
        "factor(g)1986:aw",
      ],
      sums: [4095, 47828, 9, 0, 512, 64, 0, 274, 0, 1024, 2176, 0, 36, 0]),
    .init(
      "y ~ factor(g, levels = c(1985, 1983, 1986, 1984))",
      columns: [
        "(Intercept)", "factor(g, levels = c(1985, 1983, 1986, 1984))1983",
        "factor(g, levels = c(1985, 1983, 1986, 1984))1986",
        "factor(g, levels = c(1985, 1983, 1986, 1984))1984",
      ],
      sums: [4095, 2185, 1088, 274]),
    .init(
      "y ~ factor(a, levels = c(\"w\", \"u\", \"v\"))",
      columns: [
        "(Intercept)", "factor(a, levels = c(\"w\", \"u\", \"v\"))u",
        "factor(a, levels = c(\"w\", \"u\", \"v\"))v",
      ],
      sums: [4095, 585, 1298]),
    .init(
      "y ~ as.factor(g)",
      columns: ["(Intercept)", "as.factor(g)1984", "as.factor(g)1985", "as.factor(g)1986"],
      sums: [4095, 274, 548, 1088]),
    .init(
      "y ~ factor(t)",
      columns: ["(Intercept)", "factor(t)TRUE"],
      sums: [4095, 3161]),
    .init(
      "y ~ scale(x)",
      columns: ["(Intercept)", "scale(x)"],
      sums: [4095, 5292.2118808538762]),
    .init(
      "y ~ scale(x):a",
      columns: ["(Intercept)", "scale(x):au", "scale(x):av", "scale(x):aw"],
      sums: [4095, 430.93475082248489, 1465.1362898710422, 3396.1408401603489]),
    .init(
      "y ~ log(x)",
      columns: ["(Intercept)", "log(x)"],
      sums: [4095, 10010.041466491008]),
    .init(
      "y ~ log10(x) + log2(x) + log1p(x)",
      columns: ["(Intercept)", "log10(x)", "log2(x)", "log1p(x)"],
      sums: [4095, 4347.3057725197796, 14441.437182799466, 10356.317523573734]),
    .init(
      "y ~ exp(z) + expm1(z) + sqrt(x) + abs(z)",
      columns: ["(Intercept)", "exp(z)", "expm1(z)", "sqrt(x)", "abs(z)"],
      sums: [4095, 23032.692119002473, 18937.692119002473, 13951.478928437635, 6729]),
    .init(
      "y ~ I(x^2) + I(x^3)",
      columns: ["(Intercept)", "I(x^2)", "I(x^3)"],
      sums: [4095, 570346, 6905138.375]),
    .init(
      "y ~ I(x/2 + z * 3 - 1)",
      columns: ["(Intercept)", "I(x/2 + z * 3 - 1)"],
      sums: [4095, 32263]),
    .init(
      "y ~ I(-x^2) + I((-x)^2)",
      columns: ["(Intercept)", "I(-x^2)", "I((-x)^2)"],
      sums: [4095, -570346, 570346]),
    .init(
      "y ~ I(2^-z)",
      columns: ["(Intercept)", "I(2^-z)"],
      sums: [4095, 3514.9703361130155]),
    .init(
      "y ~ I(g%%2) + I(x%/%3) + I(z%%0.75)",
      columns: ["(Intercept)", "I(g%%2)", "I(x%/%3)", "I(z%%0.75)"],
      sums: [4095, 2733, 14044, 743]),
    .init(
      "y ~ I(x - z - 1) + I(x - (z - 1))",
      columns: ["(Intercept)", "I(x - z - 1)", "I(x - (z - 1))"],
      sums: [4095, 39585, 47775]),
    .init(
      "y ~ I(x > 3) + I(t * x)",
      columns: ["(Intercept)", "I(x > 3)TRUE", "I(t * x)"],
      sums: [4095, 4088, 38963]),
    .init(
      "y ~ I(x/z/2) + I(x/(z/2))",
      columns: ["(Intercept)", "I(x/z/2)", "I(x/(z/2))"],
      sums: [4095, 7413.1111111111113, 29652.444444444445]),
    .init(
      "y ~ I(2^3^0.5 * x)",
      columns: ["(Intercept)", "I(2^3^0.5 * x)"],
      sums: [4095, 158884.47660452456]),
    .init(
      "y ~ log(x/2 + 1)",
      columns: ["(Intercept)", "log(x/2 + 1)"],
      sums: [4095, 7835.9970945534033]),
    .init(
      "y ~ `Need Index %`",
      columns: ["(Intercept)", "`Need Index %`"],
      sums: [4095, 20761.25]),
    .init(
      "y ~ `Need Index %` * `School Type`",
      columns: [
        "(Intercept)", "`Need Index %`", "`School Type`v", "`School Type`w",
        "`Need Index %`:`School Type`v", "`Need Index %`:`School Type`w",
      ],
      sums: [4095, 20761.25, 1298, 2212, 5947, 12698]),
    .init(
      "y ~ I(`Need Index %`^2)",
      columns: ["(Intercept)", "I(`Need Index %`^2)"],
      sums: [4095, 111275.5625]),
    .init(
      "y ~ log(`Need Index %` + 1)",
      columns: ["(Intercept)", "log(`Need Index %` + 1)"],
      sums: [4095, 7272.8207169270754]),
    .init(
      "y ~ scale(`Need Index %`)",
      columns: ["(Intercept)", "scale(`Need Index %`)"],
      sums: [4095, 5013.9252313902316]),
    .init(
      "y ~ a + offset(z)",
      columns: ["(Intercept)", "av", "aw"],
      sums: [4095, 1298, 2212]),
    .init(
      "y ~ offset(log(x)) + a + offset(z) - 1",
      columns: ["au", "av", "aw"],
      sums: [585, 1298, 2212]),
    .init(
      "y ~ . - t - c",
      columns: [
        "(Intercept)", "av", "aw", "bq", "g", "x", "z", "`Need Index %`", "`School Type`v",
        "`School Type`w",
      ],
      sums: [4095, 1298, 2212, 1714, 8125019, 47828, 4148, 20761.25, 1298, 2212]),
    .init(
      "y ~ . + a:b",
      columns: [
        "(Intercept)", "av", "aw", "bq", "cl", "g", "x", "z", "tTRUE", "`Need Index %`",
        "`School Type`v", "`School Type`w", "av:bq", "aw:bq",
      ],
      sums: [
        4095, 1298, 2212, 1714, 2668, 8125019, 47828, 4148, 3161, 20761.25, 1298, 2212, 1042, 160,
      ]),
    .init(
      "y ~ (x + z) * a",
      columns: ["(Intercept)", "x", "z", "av", "aw", "x:av", "x:aw", "z:av", "z:aw"],
      sums: [4095, 47828, 4148, 1298, 2212, 14357, 27868, -970.5, 4408]),
    .init(
      "y ~ (a)",
      columns: ["(Intercept)", "av", "aw"],
      sums: [4095, 1298, 2212]),
    .init(
      "y ~ a + (b + (c))",
      columns: ["(Intercept)", "av", "aw", "bq", "cl"],
      sums: [4095, 1298, 2212, 1714, 2668]),
  ]

  /// With `contrasts.arg` of `contr.sum`, `contr.helmert` or `contr.poly` for `a`, `b` and `t`.
  static let otherContrasts: [ModelMatrixCase] = [
    .init(
      "y ~ a", .sum,
      columns: ["(Intercept)", "a1", "a2"],
      sums: [4095, -1627, -914]),
    .init(
      "y ~ a * b", .sum,
      columns: ["(Intercept)", "a1", "a2", "b1", "a1:b1", "a2:b1"],
      sums: [4095, -1627, -914, 667, -2331, -2678]),
    .init(
      "y ~ 0 + a + b", .sum,
      columns: ["au", "av", "aw", "b1"],
      sums: [585, 1298, 2212, 667]),
    .init(
      "y ~ t + x:a", .sum,
      columns: ["(Intercept)", "t1", "x:au", "x:av", "x:aw"],
      sums: [4095, -2227, 5603, 14357, 27868]),
    .init(
      "y ~ a", .helmert,
      columns: ["(Intercept)", "a1", "a2"],
      sums: [4095, 713, 2541]),
    .init(
      "y ~ a * b", .helmert,
      columns: ["(Intercept)", "a1", "a2", "b1", "a1:b1", "a2:b1"],
      sums: [4095, 713, 2541, -667, 347, -5009]),
    .init(
      "y ~ 0 + a + b", .helmert,
      columns: ["au", "av", "aw", "b1"],
      sums: [585, 1298, 2212, -667]),
    .init(
      "y ~ t + x:a", .helmert,
      columns: ["(Intercept)", "t1", "x:au", "x:av", "x:aw"],
      sums: [4095, 2227, 5603, 14357, 27868]),
    .init(
      "y ~ a", .polynomial,
      columns: ["(Intercept)", "a.L", "a.Q"],
      sums: [4095, 1150.4627329905124, 82.057906383236627]),
    .init(
      "y ~ a * b", .polynomial,
      columns: ["(Intercept)", "a.L", "a.Q", "b.L", "a.L:b.L", "a.Q:b.L"],
      sums: [
        4095, 1150.4627329905124, 82.057906383236627, -471.64022305142697, -1165.4999999999998,
        -873.24228214930906,
      ]),
    .init(
      "y ~ 0 + a + b", .polynomial,
      columns: ["au", "av", "aw", "b.L"],
      sums: [585, 1298, 2212, -471.64022305142697]),
    .init(
      "y ~ t + x:a", .polynomial,
      columns: ["(Intercept)", "t.L", "x:au", "x:av", "x:aw"],
      sums: [4095, 1574.7268017024414, 5603, 14357, 27868]),
  ]
}
