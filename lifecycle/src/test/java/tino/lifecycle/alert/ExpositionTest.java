package tino.lifecycle.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    /** The example of https://prometheus.io/docs/instrumenting/exposition_formats/ */
    @Test
    void isReadAsPrometheusWritesIt() {
        String text = """
                # HELP http_requests_total The total number of HTTP requests.
                # TYPE http_requests_total counter
                http_requests_total{method="post",code="200"} 1027 1395066363000
                # Escaping in label values:
                msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

                # Minimalistic line:
                metric_without_timestamp_and_labels 12.47
                something_weird{problem="division by zero"} +Inf -3982045
                http_request_duration_seconds_bucket{le="+Inf"} 144320
                nothing{a="x,y=}{",} NaN
                this is no sample
                """;
        assertThat(Exposition.samples(text))
                .containsExactly(
                        new Sample("http_requests_total", Map.of("method", "post", "code", "200"), 1027),
                        new Sample(
                                "msdos_file_access_time_seconds",
                                Map.of("path", "C:\\DIR\\FILE.TXT", "error", "Cannot find file:\n\"FILE.TXT\""),
                                1.458255915e9),
                        new Sample("metric_without_timestamp_and_labels", Map.of(), 12.47),
                        new Sample("something_weird", Map.of("problem", "division by zero"), Double.POSITIVE_INFINITY),
                        new Sample("http_request_duration_seconds_bucket", Map.of("le", "+Inf"), 144320),
                        new Sample("nothing", Map.of("a", "x,y=}{"), Double.NaN));
    }
}
