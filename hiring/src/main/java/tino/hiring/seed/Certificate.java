package tino.hiring.seed;

/** Certificates of made-up people, as the public data write them. */
enum Certificate {
    WORD("MS [77-418] MOS: Microsoft Office Word 2013", .16, .03, .12, .02),
    EXCEL("MS [77-420] MOS: Microsoft Office Excel 2013", .18, .06, .22, .03),
    OUTLOOK("MS [77-423] MOS: Microsoft Office Outlook 2013", .10, .02, .06, .02),
    POWERPOINT("MS [77-422] MOS: Microsoft Office PowerPoint 2013", .11, .03, .08, .02),
    SAP_FI("SAP FI - Financial Accounting", .01, .04, .16, .002),
    OTHER("ITIL Foundation", .02, .25, .04, .08);

    final String words;
    private final double[] share;

    Certificate(String words, double admin, double ti, double financeiro, double outra) {
        this.words = words;
        this.share = new double[] {admin, ti, financeiro, outra};
    }

    double share(Area area) {
        return share[area.ordinal()];
    }
}
