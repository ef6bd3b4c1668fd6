import Foundation
import Reporting
import Tables
import TestSupport
import Testing

@testable import SchoolStudy

/// The page of a study.
@Suite struct ReportPageTests {
  private let provenance = StudyProvenance(
    version: "9.8.7", source: "somewhere.csv", digest: "00ff", rows: 400, seed: 2017,
    command: "concord study somewhere.csv --map 'poverty=FRPL'")

  private func page() throws -> ReportPage { try EvaluationSamples.synthetic().page(provenance) }

  @Test func aSyntheticPageSaysSoFirst() throws {
    let page = try page()
    #expect(page.banner?.hasPrefix("SYNTHETIC") == true)
    let html = page.html
    let body = try #require(html.range(of: "<body>"))
    let word = try #require(html.range(of: "SYNTHETIC", range: body.upperBound..<html.endIndex))
    let heading = try #require(html.range(of: "<h1>"))
    #expect(word.lowerBound < heading.lowerBound)
    #expect(page.lead.contains("400 synthetic schools in 21 districts and 6 states"))
  }

  @Test func aRealPageDoesNot() throws {
    let table = try EvaluationSamples.renamed(syntheticNationalStudy())
    let study = try Study(of: StudyTable(table, roles: Roles(in: table)))
    let page = study.page(provenance)
    #expect(page.banner == nil && !page.lead.contains("synthetic"))
    #expect(!page.html.contains("SYNTHETIC"))
  }

  @Test func isWellFormedAndReachesForNothing() throws {
    let html = try page().html
    let markup = ReportMarkup(html)
    markup.expectInert()
    let references = html.components(separatedBy: "://").dropLast()
    #expect(references.allSatisfy { $0.hasSuffix("xmlns=\"http") })
    #expect(try html == page().html)
  }

  @Test func everyPartIsThere() throws {
    let page = try page()
    #expect(
      page.sections.map(\.title) == [
        "The claims", "Turnover", "Commitment", "English language arts", "Mathematics",
        "Not answered",
        "The data", "Method",
      ])
    let markup = ReportMarkup(page.html)
    // Two of claims, and of each of four outcomes an interaction, a region and the coefficients; each figure
    // is laid out twice.
    #expect(markup.count("figure") == 14)
    #expect(markup.attributes.filter { $0.value == "img" && $0.name == "role" }.count == 28)
    // Claims, four models, columns, rows used.
    #expect(markup.count("table") == 7)
    for text in ["9.8.7", "somewhere.csv", "00ff", "2017", "--map 'poverty=FRPL'"] {
      #expect(markup.text.contains(text))
    }
  }

  @Test func everyFigureNamesItsModel() throws {
    for section in try page().sections {
      for case .figure(_, _, let note) in section.blocks {
        for word in ["model", "400 rows", "CR2", "21 districts", "degrees of freedom"] {
          #expect(note.contains(word), "\(section.title): \(note)")
        }
      }
    }
  }

  /// Under a figure of claims stand the degrees of freedom of those claims.
  @Test func aFigureOfClaimsHasTheirDegreesOfFreedom() throws {
    let study = try EvaluationSamples.synthetic()
    for (figure, claims) in study.claimPlots {
      let degrees = claims.compactMap { $0.model?.degreesOfFreedom }
      let groups = Dictionary(grouping: claims) { $0.model?.formula ?? "" }
      let section = try #require(study.page(provenance).sections.first)
      let note = try #require(
        section.blocks.compactMap { block -> String? in
          if case .figure(let shown, _, let note) = block, shown == figure { note } else { nil }
        }.first)
      #expect(degrees.count == claims.count)
      for group in groups.values {
        let own = group.compactMap { $0.model?.degreesOfFreedom }
        let words = degreesText(own.min() ?? .nan, own.max() ?? .nan)
        #expect(note.contains("t with \(words) degrees of freedom"), "\(note)")
      }
    }
  }

  /// Tables and figures of one page can be told apart by their captions.
  @Test func noTwoCaptionsAreTheSame() throws {
    let titles = try page().sections.flatMap(\.blocks).compactMap { block -> String? in
      switch block {
      case .table(let table): table.title
      case .figure(let figure, _, _): figure.title
      default: nil
      }
    }
    #expect(Set(titles).count == titles.count && !titles.contains(""))
  }

  @Test func everyAnswerStandsThere() throws {
    let study = try EvaluationSamples.synthetic()
    let text = ReportMarkup(study.page(provenance).html).text
    for claim in study.claims {
      #expect(text.contains(claim.claim.label))
      if claim.notAsked == nil { #expect(text.contains(claim.statement)) }
      if let words = claim.publishedText, claim.notAsked == nil { #expect(text.contains(words)) }
    }
    for reason in study.notAskedReasons { #expect(text.contains(capitalized(reason.reason))) }
    #expect(text.contains(associationNote))
  }

  static let hostile = [
    "</script><svg onload=alert(1)>", "\"><img src=x onerror='alert(1)'>", "</title></desc></svg>",
    "a&b<c>\u{0}\u{1B}[2J", "`tick` 'quote' \"double\" %", "\u{202E}desrever", "日本語 👩‍👩‍👧‍👦",
    String(repeating: "long ", count: 100),
  ]

  @Test(arguments: hostile) func namesOfColumnsAreEscaped(_ name: String) throws {
    let table = syntheticNationalStudy()
    let numbers = try table.numericValues(of: "poverty")
    let other = try table.numericValues(of: "commitment")
    let district = try table.column("district")
    let columns = [
      Column(name, numbers), Column("x" + name, try table.numericValues(of: "collaboration")),
      Column("y" + name, other),
      Column(name: "z" + name, values: district.values),
    ]
    let study = try EvaluationSamples.study(
      columns,
      mappings: [
        RoleMapping(.poverty, to: name), RoleMapping(.collaboration, to: "x" + name),
        RoleMapping(.commitment, to: "y" + name), RoleMapping(.district, to: "z" + name),
      ])
    let hostileProvenance = StudyProvenance(
      version: name, source: name, digest: name, rows: 1, command: name)
    ReportMarkup(study.page(hostileProvenance).html).expectInert()
  }

  @Test func whatWasDroppedIsListedWithReasons() throws {
    let table = syntheticNationalStudy()
    var leavers = try table.numericValues(of: "leavers")
    leavers[4] = 999
    leavers[8] = .nan
    let study = try EvaluationSamples.study(
      table.columns.map { $0.name == "leavers" ? Column("leavers", leavers) : $0 })
    let text = ReportMarkup(study.page(provenance).html).text
    #expect(text.contains("Values set aside because they cannot be"))
    #expect(text.contains("leavers is 999 of"))
    #expect(text.contains("2 rows without a value for leavers"))
    #expect(text.contains("398 of 400 rows"))
  }
}
