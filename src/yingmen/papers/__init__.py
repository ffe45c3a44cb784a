"""A step's answer as paper: on the terminal, as a page to read and print, as pictures, as a table.

A step returns a `document.Document`; the modules here decide how it looks, and nothing else does.

    terminal.render(document)   text for a terminal, 80 columns unless told otherwise
    html.render(document)       one page that stands alone, for a phone and for A4
    pdf.render(document)        A4 to print and sign; pdf.images(document) shows its pages
    docx.render(document)       the same to change a word in, for Word and WPS
    fonts.lacking(text)         the characters that a PDF cannot show
    charts.line_chart(chart)    SVG text; so do charts.bar_chart and charts.timeline_chart
    tables.csv_text(...)        a table for a spreadsheet
    files.write_all(files)      several files, none ever half-written

Import the module that is needed: none of them is imported from here, so that a quick command does not
wait for Jinja2, Rich or Typst.
"""
