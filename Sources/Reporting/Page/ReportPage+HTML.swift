extension ReportPage {
  /// The page as one HTML document: no scripts, no network (a content security policy forbids both),
  /// light and dark, readable on a phone and printed on paper. Every text is escaped.
  public var html: String {
    var writer = ReportPageWriter()
    return """
      <!DOCTYPE html>
      <html lang="\(language.markupEscaped)">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'"/>
      <meta name="color-scheme" content="light dark"/>
      <meta name="referrer" content="no-referrer"/>
      <title>\(title.onOneLine.markupEscaped)</title>
      <style>
      \(PageStyle.sheet)</style>
      </head>
      <body>
      \(header)<main>
      \(sections.enumerated().map { writer.section($1, number: $0 + 1) }.joined())</main>
      \(footer)</body>
      </html>

      """
  }

  private var header: String {
    var output = "<header>\n"
    if let banner { output += "<p class=\"banner\">\(banner.pageText)</p>\n" }
    output += "<h1>\(title.pageText)</h1>\n"
    if !lead.isEmpty { output += "<p class=\"lead\">\(lead.pageText)</p>\n" }
    if sections.count > 2 {
      output += "<nav aria-label=\"Contents\">\n<ol>\n"
      for (index, section) in sections.enumerated() {
        output += "<li><a href=\"#section-\(index + 1)\">\(section.title.pageText)</a></li>\n"
      }
      output += "</ol>\n</nav>\n"
    }
    return output + "</header>\n"
  }

  private var footer: String {
    guard !provenance.isEmpty else { return "" }
    var output = "<footer>\n<h2>Provenance</h2>\n<dl>\n"
    for item in provenance {
      output +=
        "<div><dt>\(item.term.pageText)</dt><dd>\(item.text.pageText)</dd></div>\n"
    }
    return output + "</dl>\n</footer>\n"
  }
}

/// Writes the body of a page, counting what must have an identifier of its own.
private struct ReportPageWriter {
  private var tables = 0
  private var figures = 0

  mutating func section(_ section: ReportPage.Section, number: Int) -> String {
    var output = "<section aria-labelledby=\"section-\(number)\">\n"
    output += "<h2 id=\"section-\(number)\">\(section.title.pageText)</h2>\n"
    for block in section.blocks { output += html(block) }
    return output + "</section>\n"
  }

  private mutating func html(_ block: ReportBlock) -> String {
    switch block {
    case .heading(let text):
      return "<h3>\(text.pageText)</h3>\n"
    case .paragraph(let text):
      return "<p>\(text.pageText)</p>\n"
    case .sentences(let sentences):
      return "<ul>\n\(sentences.map { "<li>\($0.pageText)</li>\n" }.joined())</ul>\n"
    case .findings(let findings):
      return "<ul class=\"findings\" role=\"list\">\n\(findings.map { html($0) }.joined())</ul>\n"
    case .table(let table):
      tables += 1
      return HTMLTableRenderer(identifier: "table-\(tables)").render(table)
    case .figure(let figure, let caption, let note):
      return html(figure, caption: caption, note: note)
    case .definitions(let definitions):
      let items = definitions.map {
        "<div><dt>\($0.term.pageText)</dt><dd>\($0.text.pageText)</dd></div>\n"
      }
      return "<dl>\n\(items.joined())</dl>\n"
    case .code(let text):
      return "<pre tabindex=\"0\"><code>\(text.markupEscaped)</code></pre>\n"
    case .details(let summary, let blocks):
      let inner = blocks.map { html($0) }.joined()
      return "<details>\n<summary>\(summary.pageText)</summary>\n\(inner)</details>\n"
    }
  }

  private func html(_ finding: ReportPage.Finding) -> String {
    var output = "<li>\n<p class=\"question\">\(finding.question.pageText)</p>\n"
    output += "<p class=\"answer\">\(finding.answer.pageText)</p>\n"
    if let interval = finding.interval {
      output += "<p class=\"interval\">\(interval.pageText)</p>\n"
    }
    if let published = finding.published {
      output += "<p class=\"published\">\(published.pageText)</p>\n"
    }
    return output + "<p class=\"sentence\">\(finding.sentence.pageText)</p>\n</li>\n"
  }

  private mutating func html(_ figure: Figure, caption: String, note: String) -> String {
    figures += 1
    let small = note.isEmpty ? "" : "<p class=\"notes\">\(note.pageText)</p>\n"
    let wide = figure.inlineSVG(layout: .wide, identifier: "figure-\(figures)-wide")
    let narrow = figure.inlineSVG(layout: .narrow, identifier: "figure-\(figures)-narrow")
    return """
      <figure>
      <figcaption><strong>\(figure.title.pageText)</strong> \(caption.pageText)</figcaption>
      <div class="wide">
      \(wide)
      </div>
      <div class="narrow">
      \(narrow)
      </div>
      \(small)</figure>

      """
  }
}
