import Tables
import Testing

@testable import Formulas

@Suite("Reading and printing formulas")
struct FormulaParsingTests {
  /// `deparse` of R 4.2.2 on what the right side reads as.
  @Test(arguments: [
    ("I(x^2)", "I(x^2)"), ("I( - x^2)", "I(-x^2)"), ("I((-x)^2)", "I((-x)^2)"),
    ("I(a %% b)", "I(a%%b)"), ("I(a%/%b)", "I(a%/%b)"), ("I(!a)", "I(!a)"),
    ("I(!a&b)", "I(!a & b)"), ("I(a==1|b)", "I(a == 1 | b)"), ("I(a&&b)", "I(a && b)"),
    ("poly(x,3,raw=TRUE)", "poly(x, 3, raw = TRUE)"), ("I(sqrft / 1000)", "I(sqrft/1000)"),
    ("I(a %in% c(1,2))", "I(a %in% c(1, 2))"),
    ("factor(x,levels=c(\"a\",'b'))", "factor(x, levels = c(\"a\", \"b\"))"),
    ("I(1e5*x)", "I(1e+05 * x)"), ("I(100000*x)", "I(1e+05 * x)"), ("I(0.1*x)", "I(0.1 * x)"),
    ("I(0.00001*x)", "I(1e-05 * x)"), ("I(123456789*x)", "I(123456789 * x)"),
    ("I(1e15*x)", "I(1e+15 * x)"), ("I(120000*x)", "I(120000 * x)"),
    ("I(1234567.1*x)", "I(1234567.1 * x)"), ("I(.5*x)", "I(0.5 * x)"), ("I(5.*x)", "I(5 * x)"),
    ("I(3.14159265358979*x)", "I(3.14159265358979 * x)"), ("I(x--1)", "I(x - -1)"),
    ("I(- -x)", "I(--x)"), ("I(a-(b-c))", "I(a - (b - c))"), ("I(x^-1)", "I(x^-1)"),
    ("I(+x)", "I(+x)"), ("I(x^2^3)", "I(x^2^3)"), ("I((x^2)^3)", "I((x^2)^3)"),
    ("I(x ^ (1/2))", "I(x^(1/2))"), ("I(a*-b)", "I(a * -b)"), ("I(!(a>1))", "I(!(a > 1))"),
    ("log(`a b`+1)", "log(`a b` + 1)"), ("`x`", "x"), ("a%in%b", "a %in% b"),
    ("I(x**2)", "I(x^2)"), ("a:b/c*d", "a:b/c * d"), ("(a+b)^2", "(a + b)^2"),
    ("-1+a", "-1 + a"), ("a+-1", "a + -1"), (". - x", ". - x"), ("`in`", "`in`"),
    ("I(s == 'it\\'s')", "I(s == \"it's\")"), ("I(s == 'a\"b')", "I(s == \"a\\\"b\")"),
  ])
  func printsAsRDoes(written: String, printed: String) throws {
    let formula = try Formula("y ~ \(written)")
    #expect(formula.description == "y ~ \(printed)")
    #expect(try Formula(formula.description) == formula)
  }

  @Test(arguments: [
    "Überstunden", "学校", "yrs.since.phd", "a_b", ".x", "x1", "x²", "عمر", "naïve", "T", "F", "c",
    "log", "I", "PI",
  ])
  func namesWithoutBackticks(name: String) throws {
    let formula = try Formula("y ~ \(name)")
    #expect(formula.predictors == .column(name))
    #expect(formula.description == "y ~ \(name)")
  }

  @Test(arguments: [
    "Average ELA Proficiency", "Collaborative Teachers %", "1st", "a-b", "in", "TRUE", "x`y",
    "back\\slash", "new\nline", "🙂", "_x", ".1", "~", " ", "\u{301}accent", "…",
  ])
  func namesInBackticks(name: String) throws {
    let formula = Formula(response: nil, predictors: .column(name))
    #expect(formula.description.unicodeScalars.starts(with: "~ `".unicodeScalars))
    #expect(try Formula(formula.description).predictors == .column(name))
  }

  @Test func partsOfAFormula() throws {
    let formula = try Formula("log(wage) ~ x + endogenous | x + z | g")
    #expect(formula.responseName == "log(wage)")
    #expect(formula.barParts.map(\.description) == ["~ x + z", "~ g"])
    #expect(formula.description == "log(wage) ~ x + endogenous | x + z | g")
    let oneSided = try Formula(" ~ x")
    #expect(oneSided.responseName == nil)
    #expect(oneSided.barParts.isEmpty)
    #expect(oneSided.description == "~ x")
  }

  @Test func equalityIsOfTheTree() throws {
    #expect(try Formula("y~(a)+b") == Formula("y ~ a + (b)"))
    #expect(try Formula("y~(a+b)+c") == Formula("y ~ a + b + c"))
    #expect(try Formula("y ~ I((x))") == Formula("y ~ I(x)"))
    #expect(try Formula("y~(a)+b").hashValue == Formula("y ~ a + (b)").hashValue)
    #expect(try Formula("y ~ a + b") != Formula("y ~ b + a"))
    #expect(try Formula("y ~ a - (b - c)") != Formula("y ~ a - b - c"))
    #expect(try Formula("y ~ I((x^2)^3)") != Formula("y ~ I(x^2^3)"))
    #expect(try Formula("y ~ a | b") != Formula("y ~ a"))
    #expect(try Formula("y ~ (1 | g)") != Formula("y ~ 1 | g"))
    #expect(try Formula("y ~ (1 | g)") != Formula("y ~ (1 || g)"))
    #expect(try Formula("~ a") != Formula("y ~ a"))
  }

  @Test func precedenceIsRs() throws {
    #expect(try Formula("y ~ I(-x^2)") == Formula("y ~ I(-(x^2))"))
    #expect(try Formula("y ~ I(-a * b)") == Formula("y ~ I((-a) * b)"))
    #expect(try Formula("y ~ I(a^-b^2)") == Formula("y ~ I(a^(-(b^2)))"))
    #expect(try Formula("y ~ I(a + b %% c * d)") == Formula("y ~ I(a + ((b %% c) * d))"))
    #expect(try Formula("y ~ I(!a == b & c | d)") == Formula("y ~ I(((!(a == b)) & c) | d)"))
    #expect(try Formula("y ~ I(x - 1 %in% c(1))") == Formula("y ~ I(x - (1 %in% c(1)))"))
    #expect(try Formula("y ~ I(x - 1 in c(1))") == Formula("y ~ I((x - 1) %in% c(1))"))
    #expect(try Formula("y ~ a + b:c * d") == Formula("y ~ a + ((b:c) * d)"))
    #expect(try Formula("y ~ a:b %in% c / d") == Formula("y ~ ((a:b) %in% c) / d"))
  }

  @Test func wordInMeansMembership() throws {
    let printed = "y ~ I(s %in% c(\"a\", \"b\", -1))"
    for written in ["s in ('a', 'b', -1)", "s %in% c('a','b',-1)", "s in c('a','b',-1)"] {
      #expect(try Formula("y ~ I(\(written))").description == printed)
    }
    #expect(try Formula("y ~ I(s %in% 'a')") == Formula("y ~ I(s in ('a'))"))
  }

  @Test func longSumsAreNotDeep() throws {
    let names = (1...5000).map { "x\($0)" }
    let formula = try Formula("y ~ " + names.joined(separator: " + "))
    #expect(try Terms(formula).members.count == 5000)
    #expect(try Formula(formula.description) == formula)
  }
}
