package tino.hiring.seed;

/** What a made-up CV may say, by the name under which {@code texts.yml} has the ways to say it. */
enum Mention {
    EXCEL_AVANCADO(.30, .10, .40, .06),
    KPI(.15, .20, .30, .06),
    CONTROLADORIA(.03, .005, .30, .005),
    CONTABIL(.08, .005, .55, .01),
    FINANCEIRO(.25, .03, .85, .04),
    ADMINISTRATIVO(.85, .05, .25, .10),
    SAP(.12, .15, .30, .03),
    PROTHEUS(.12, .05, .22, .02),
    NAVISION(.02, .01, .06, .005);

    private final double[] share;

    Mention(double admin, double ti, double financeiro, double outra) {
        this.share = new double[] {admin, ti, financeiro, outra};
    }

    /** How many CVs of the area say so. */
    double share(Area area) {
        return share[area.ordinal()];
    }

    /** The key in {@code texts.yml}. */
    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
