#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  /// What would take more memory than there is, is refused before it is asked for.
  @Suite("Requests beyond memory")
  struct MemoryTests {
    /// A request, the kilobytes of address space there are for it, and what is said.
    struct Request: Sendable, CustomTestStringConvertible {
      let testDescription: String
      let data: String
      let line: String
      /// The program with its libraries and threads takes a third of a gigabyte.
      var limit = 1_200_000
      let message: String
    }

    /// The largest requests of each kind, at sizes that do not fit.
    static let requests = [
      Request(
        testDescription: "levels", data: "levels 12000", line: "fit d.csv 'y ~ f'",
        message: "a fit with 12,000 coefficients needs"),
      Request(
        testDescription: "levels by iteration", data: "levels 6000",
        line: "fit d.csv 'n ~ f' --family poisson",
        message: "a fit with 6,000 coefficients needs"),
      Request(
        testDescription: "levels of a pass", data: "levels 12000",
        line: "fit d.csv 'y ~ f' --stream",
        message: "a fit with 12,000 coefficients needs"),
      Request(
        testDescription: "levels beside random effects", data: "levels 12000",
        line: "fit d.csv 'y ~ f + (1 | x)'", message: "a fit with 12,000 coefficients needs"),
      Request(
        testDescription: "columns", data: "levels 1000",
        line: "fit d.csv 'y ~ factor(x):f'", message: "needs"),
      Request(
        testDescription: "robust covariance", data: "levels 3500",
        line: "fit d.csv 'y ~ f' --covariance HC1", message: "a robust covariance of"),
      Request(
        testDescription: "clusters", data: "levels 1000 40",
        line: "fit d.csv 'y ~ f' --cluster row --covariance CR1", limit: 700_000,
        message: "the scores of 40,000 clusters for 1,000 coefficients needs"),
      Request(
        testDescription: "draws", data: "levels 50",
        line: "simulate d.csv 'y ~ x' --draws 900000 --out drawn.csv", limit: 700_000,
        message: "900,000 data sets of 100 rows drawn at once needs"),
      Request(
        testDescription: "refits", data: "levels 100 4",
        line: "fit d.csv 'y ~ f + (1 | x)' --intervals bootstrap --draws 1000000",
        limit: 700_000,
        message: "a bootstrap of 1,000,000 draws with 102 parameters each needs"),
      Request(
        testDescription: "random effects", data: "crossed 8000",
        line: "fit d.csv 'y ~ 1 + (1 | a) + (1 | b)'",
        message:
          "a mixed model whose crossed random effects and fixed coefficients are 8,002 columns"),
      Request(
        testDescription: "Kenward–Roger", data: "crossed 1600",
        line: "fit d.csv 'y ~ 1 + (1 | a) + (1 | b)' --df kenward-roger", limit: 1_000_000,
        message: "Kenward–Roger with 3,200 random effects that hang together needs"),
      Request(
        testDescription: "quadrature", data: "levels 200000",
        line: "fit d.csv 'b ~ 1 + (1 | f)' --family binomial --quadrature 100",
        message: "quadrature by 100 points in 200,000 groups needs"),
    ]

    private let folder: Folder
    private let program: BuiltProgram

    init() throws {
      (folder, program) = (try Folder(), try BuiltProgram())
    }

    /// Two rows, or another number, of each level of a factor, or rows in the cells of two factors.
    private func write(_ data: String) throws {
      let words = data.split(separator: " ")
      let count = try #require(Int(words[1]))
      var text: String
      if words[0] == "crossed" {
        text = "y,a,b\n"
        for row in 0..<2 * count {
          text += "\(row * 37 % 101),\(row % count),\((row * 7 + row / count) % count)\n"
        }
      } else {
        text = "y,x,n,b,f,row\n"
        let each = words.count > 2 ? try #require(Int(words[2])) : 2
        for row in 0..<each * count {
          text +=
            "\(row * 7919 % 1009),\(row * 31 % 97),\(row % 5),\(row * 7 % 3 == 0 ? 1 : 0),"
            + "f\(row % count),\(row)\n"
        }
      }
      try folder.write(text, to: "d.csv")
    }

    private func run(_ line: String, limit: Int) throws -> BuiltProgram.Outcome {
      try program.shell("ulimit -v \(limit); exec $C \(line)", in: folder.url)
    }

    @Test(.endsInTime, arguments: requests)
    func isRefused(_ request: Request) throws {
      try write(request.data)
      let result = try run(request.line, limit: request.limit)
      #expect(result.exitCode == 65, "\(result.error)")
      #expect(result.error.contains(request.message), "\(result.error)")
      #expect(result.error.contains("of memory"), "\(result.error)")
      #expect(result.output == "")
    }

    /// More terms than rows take no square of their number: 9,000 took 1.3 GB.
    @Test(.endsInTime) func termsAreFitted() throws {
      try write("levels 30")
      let formula = "y ~ " + (1...3000).map { "I(x + \($0))" }.joined(separator: " + ")
      let result = try run("fit d.csv '\(formula)' --json", limit: 700_000)
      #expect(result.exitCode == 0, "\(result.error)")
    }

    @Test(.endsInTime) func whatFitsIsNotRefused() throws {
      try write("levels 500")
      let result = try run("fit d.csv 'y ~ f'", limit: 1_200_000)
      #expect(result.exitCode == 0, "\(result.error)")
    }
  }
#endif
