/// The style sheet of report pages.
enum PageStyle {
  /// Everything a page needs.
  static let sheet =
    """
    :root{color-scheme:light dark;\(FigureStyle.lightColors)\(lightColors)}
    @media screen and (prefers-color-scheme:dark){:root{\(FigureStyle.darkColors)\(darkColors)}}

    """ + type + parts + tables + FigureStyle.rules + figures + screens + print

  static let lightColors =
    "--soft:#f5f7f9;--link:#0b5c99;--warn:#7a4b00;--warnground:#fdf3dc;--shade:#0003;"
  static let darkColors =
    "--soft:#1c2026;--link:#7fc0f5;--warn:#f2c97a;--warnground:#2e2616;--shade:#000c;"

  private static let type = """
    *{box-sizing:border-box}
    html{font-size:100%;-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;padding:clamp(1.25rem,4vw,3.5rem) clamp(1rem,4vw,2rem) 3rem;max-width:49rem;\
    background:var(--ground);color:var(--ink);\
    font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;\
    overflow-wrap:break-word}
    h1,h2,h3,.lead,.answer{font-family:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;\
    text-wrap:balance}
    h1{font-size:clamp(1.75rem,1.3rem + 2vw,2.5rem);line-height:1.15;letter-spacing:-.012em;margin:0 0 1rem}
    h2{font-size:1.5rem;line-height:1.25;margin:3.25rem 0 1rem;padding-top:1rem;\
    border-top:1px solid var(--hairline)}
    h3{font-size:1.1875rem;line-height:1.3;margin:2.25rem 0 .5rem}
    p,ul,dl,pre,details{margin:0 0 1rem}
    p,li{max-width:42rem}
    ul{padding-left:1.2rem}
    li{margin-bottom:.4rem}
    a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
    :focus-visible{outline:2px solid var(--link);outline-offset:3px}

    """

  private static let parts = """
    .banner{display:inline-block;margin:0 0 1.25rem;padding:.3rem .7rem;border-radius:.25rem;\
    background:var(--warnground);color:var(--warn);font-size:.875rem;font-weight:600}
    .lead{font-size:1.25rem;line-height:1.5;margin:0;text-wrap:pretty}
    nav ol{list-style:none;margin:1.75rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;\
    font-size:.9375rem}
    nav li{margin:0}
    .findings{list-style:none;margin:1.25rem 0 1.5rem;padding:0;display:grid;gap:1rem}
    .findings>li{margin:0;max-width:none;padding:1.1rem 1.2rem 1.2rem;border:1px solid var(--hairline);\
    border-radius:.5rem;background:var(--soft)}
    .findings p{margin:0}
    .question{font-size:.875rem;font-weight:600;color:var(--quiet);line-height:1.4}
    .answer{font-size:1.75rem;line-height:1.2;margin:.35rem 0 .15rem!important}
    .interval,.published{font-size:.875rem;color:var(--quiet);font-variant-numeric:tabular-nums}
    .sentence{font-size:.9375rem;line-height:1.5}
    dl div{display:grid;grid-template-columns:minmax(7rem,12rem) 1fr;gap:.25rem 1.25rem;\
    padding:.45rem 0;border-bottom:1px solid var(--hairline)}
    dt{font-weight:600}
    dd{margin:0}
    dt,dd,td,th,figcaption{unicode-bidi:plaintext;min-width:0}
    pre{padding:.8rem 1rem;border-radius:.375rem;background:var(--soft);overflow-x:auto;\
    font:.875rem/1.5 ui-monospace,"SF Mono",Menlo,Consolas,monospace;tab-size:2}
    code{font:inherit}
    details{border:1px solid var(--hairline);border-radius:.5rem;padding:.7rem 1.1rem}
    details[open]{padding-bottom:.4rem}
    summary{cursor:pointer;font-weight:600}
    details[open]>summary{margin-bottom:.8rem}
    footer{margin-top:3.5rem;padding-top:1rem;border-top:1px solid var(--hairline);\
    font-size:.8125rem;line-height:1.5;color:var(--quiet)}
    footer h2{all:unset;display:block;font-weight:600;color:var(--ink);margin-bottom:.4rem}
    footer dl{margin:0}
    footer dl div{padding:.1rem 0;border:0;grid-template-columns:minmax(5.5rem,8rem) 1fr}
    footer dt{font-weight:400}
    footer dd{color:var(--ink);overflow-wrap:anywhere}

    """

  private static let tables = """
    .table,figure{margin:1.75rem 0 2rem}
    .scroll{overflow-x:auto;-webkit-overflow-scrolling:touch;background:\
    linear-gradient(to right,var(--ground) 30%,transparent) left/2.5rem 100% no-repeat local,\
    linear-gradient(to left,var(--ground) 30%,transparent) right/2.5rem 100% no-repeat local,\
    linear-gradient(to right,var(--shade),transparent) left/.75rem 100% no-repeat,\
    linear-gradient(to left,var(--shade),transparent) right/.75rem 100% no-repeat}
    table{border-collapse:collapse;min-width:100%;font-size:.9375rem;line-height:1.4;\
    font-variant-numeric:tabular-nums lining-nums}
    caption{caption-side:top;text-align:left;font-weight:600;padding-bottom:.6rem;\
    position:sticky;left:0;max-width:calc(100vw - 2rem)}
    th,td{padding:.42rem 0 .42rem 1.4rem;text-align:left;vertical-align:baseline;font-weight:400}
    th:first-child,td:first-child{padding-left:0}
    td{white-space:nowrap}
    .t{white-space:normal;min-width:6.5rem}
    th[scope=row]{min-width:8rem}
    .c{text-align:center}
    .r{text-align:right}
    thead th{font-size:.8125rem;font-weight:600;color:var(--quiet);vertical-align:bottom;\
    border-top:1.5px solid var(--ink);border-bottom:1px solid var(--rule)}
    tbody tr{border-bottom:1px solid var(--hairline)}
    tbody:last-child tr:last-child{border-bottom:1.5px solid var(--ink)}
    .group th{font-weight:600;padding-top:1rem}
    .group~tr th[scope=row]{padding-left:.9rem}
    .notes{margin-top:.6rem;font-size:.8125rem;line-height:1.5;color:var(--quiet)}
    .notes p{margin:0 0 .2rem}

    """

  private static let figures = """
    figure{margin-inline:0}
    figcaption{max-width:42rem;margin-bottom:1rem;font-size:.9375rem;line-height:1.5;color:var(--quiet)}
    figcaption strong{color:var(--ink);font-weight:600}
    .narrow{display:none}

    """

  private static let screens = """
    @media screen and (max-width:36rem){.wide{display:none}.narrow{display:block}\
    dl div{grid-template-columns:1fr;gap:0}footer dl div{grid-template-columns:6rem 1fr}\
    h2{margin-top:2.5rem}.lead{font-size:1.125rem}.sentence{margin-top:.7rem!important}}
    @media screen and (min-width:36.01rem){.findings>li{display:grid;\
    grid-template-columns:minmax(12rem,2fr) 5fr;column-gap:1.75rem}.question{grid-column:1/-1}\
    .answer,.interval,.published{grid-column:1}\
    .sentence{grid-column:2;grid-row:2/span 4;margin-top:.55rem!important}}

    """

  private static let print = """
    @page{margin:18mm 17mm}
    @media print{:root{color-scheme:light}html{font-size:10pt}body{padding:0;max-width:none}\
    nav{display:none}h1{font-size:22pt}h2{break-after:avoid;margin-top:1.75rem}h3,figcaption,caption,thead,.group\
    {break-after:avoid}figure,.table,.findings>li,tr,.notes,dl div{break-inside:avoid}\
    .wide{max-width:150mm}figure,.table{margin:1.25rem 0 1.5rem}.scroll{background:none}\
    .findings>li,pre{background:none}.scroll{overflow:visible}td:not(.r){white-space:normal}\
    thead{display:table-header-group}p,li{orphans:3;widows:3}a{color:inherit;text-decoration:none}\
    details{border:0;padding:0}details::details-content{content-visibility:visible;display:block;\
    height:auto}summary{list-style:none}.banner{border:1px solid var(--warn);background:none}\
    footer{break-inside:avoid}}

    """
}
