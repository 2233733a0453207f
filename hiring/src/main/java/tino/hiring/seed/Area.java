package tino.hiring.seed;

/** What a made-up person works in. The share of each, and the log of what is usually asked for there a month. */
enum Area {
    ADMIN(.30, 7.75),
    TI(.38, 8.75),
    FINANCEIRO(.20, 8.20),
    OUTRA(.12, 7.65);

    final double share;
    final double logSalary;

    Area(double share, double logSalary) {
        this.share = share;
        this.logSalary = logSalary;
    }

    static Area drawn(double uniform) {
        double left = uniform;
        for (Area area : values()) {
            left -= area.share;
            if (left < 0) {
                return area;
            }
        }
        return OUTRA;
    }
}
