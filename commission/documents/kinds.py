"""The kinds of file that are accepted, by extension and first bytes. No Django: the child uses it."""

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

CONTENT_TYPES = {"pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG, "docx": DOCX, "xlsx": XLSX}
ACCEPTED = frozenset(CONTENT_TYPES.values())
OFFICE = frozenset({DOCX, XLSX})

PDF_START = b"%PDF-"
JPEG_START = b"\xff\xd8\xff"
PNG_START = b"\x89PNG\r\n\x1a\n"
ZIP_START = b"PK\x03\x04"
# Word and Excel before 2007, and the wrapping of a newer file that is protected by a password.
COMPOUND_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Before the last extension these make a program look like a paper ("decree.exe.pdf"). Documents' own
# extensions are not among them: "contract.docx.pdf" is what every office program calls its export.
DANGEROUS_EXTENSIONS = frozenset(
    """
    ade adp apk app appx asp aspx bat bash cab cgi chm cmd com cpl dll dmg docm dotm exe gadget hta htaccess
    htm html img inf ins iso jar js jse jsp lnk mht mhtml msc msi msix msp mst pcd php php3 php4 php5 phtml
    pif pl potm ppam pptm ps1 psm1 py rb reg scf scr sct sh shtml svg swf sys url vb vbe vbs vhd ws wsc wsf
    wsh xhtml xlam xlsm xltm xml xsl
    """.split()  # noqa: SIM905 - a list of eighty literals would be less readable
)
