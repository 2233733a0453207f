package tino.server.mlflow;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tino.lifecycle.file.Checksum;
import tino.lifecycle.registry.ArtifactStore;
import tino.lifecycle.registry.ModelVersion;
import tino.lifecycle.registry.Registry;
import tino.lifecycle.registry.RunGroup;
import tino.lifecycle.registry.RunGroups;
import tino.lifecycle.registry.Runs;
import tino.lifecycle.registry.TrackedRun;

/**
 * Files of runs: {@code artifacts/list}, and the proxy by which clients upload and download them,
 * {@code /api/2.0/mlflow-artifacts/artifacts/<path>}. Below {@code models/<model>/<number>/} it gives out the files of versions
 * trained here. Whatever is given out was compared with its checksum first.
 */
@RestController
@RequestMapping("/api/2.0")
@Tag(name = "MLflow: artifacts")
final class ArtifactCalls {
    /** What paths of versions trained here begin with. */
    static final String VERSIONS = "models/";

    private static final String PROXY = "/api/2.0/mlflow-artifacts/artifacts";
    private static final Pattern ADDRESS = Pattern.compile("mlflow-artifacts:(?://[^/]*)?/+(.+)");
    private static final Pattern VERSION = Pattern.compile(VERSIONS + "([^/]+)/(\\d{1,9})/(.+)");

    private final ArtifactStore store;
    private final Runs runs;
    private final RunGroups experiments;
    private final Registry registry;

    ArtifactCalls(ArtifactStore store, Runs runs, RunGroups experiments, Registry registry) {
        this.store = store;
        this.runs = runs;
        this.experiments = experiments;
        this.registry = registry;
    }

    /** The path in our store that an address names, {@code null} where it names another place. */
    static @Nullable String path(String address) {
        Matcher matcher = ADDRESS.matcher(address);
        return matcher.matches() ? matcher.group(1).replaceAll("/+$", "") : null;
    }

    @GetMapping("/mlflow/artifacts/list")
    Map<String, Object> list(Fields fields) {
        TrackedRun run = RunCalls.find(runs, fields);
        RunGroup experiment = experiments.find(run.experiment()).orElseThrow();
        String address = Wire.artifacts(experiment, run.id());
        String root = path(address);
        if (root == null) {
            throw MlflowError.invalid("The artifacts of run " + Wire.id(run.id()) + " are at " + address
                    + ", which this server does not read. List them there.");
        }
        String below = fields.text("path", "");
        if (below.contains("..") || below.startsWith("/")) {
            throw MlflowError.invalid(
                    "Invalid path: expected one below the run's artifacts, without '..', got '" + below + "'.");
        }
        String folder = below.isEmpty() ? root : root + "/" + below.replaceAll("/+$", "");
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("root_uri", address);
        answer.put("files", files(folder, root.length() + 1));
        return answer;
    }

    /** What the client of the proxy asks for a folder of. */
    @GetMapping("/mlflow-artifacts/artifacts")
    Map<String, Object> list(HttpServletRequest request) {
        String folder = request.getParameter("path") == null ? "" : request.getParameter("path");
        folder = folder.replaceAll("^/+|/+$", "");
        return Map.of("files", files(folder, folder.isEmpty() ? 0 : folder.length() + 1));
    }

    private List<Map<String, Object>> files(String folder, int cut) {
        return store.list(folder).stream()
                .map(entry -> {
                    Map<String, Object> file = new LinkedHashMap<>();
                    file.put("path", entry.path().substring(cut));
                    file.put("is_dir", entry.folder());
                    if (!entry.folder()) {
                        file.put("file_size", entry.bytes());
                    }
                    return file;
                })
                .toList();
    }

    @PutMapping("/mlflow-artifacts/artifacts/**")
    Map<String, Object> upload(HttpServletRequest request) throws IOException {
        String path = requested(request);
        if (path.startsWith(VERSIONS)) {
            throw MlflowError.invalid("The files of model versions do not change; got '" + path
                    + "'. Log files to a run and register a version from there.");
        }
        store.put(path, request.getInputStream());
        return Map.of();
    }

    @GetMapping("/mlflow-artifacts/artifacts/**")
    ResponseEntity<Resource> download(HttpServletRequest request) throws IOException {
        String path = requested(request);
        Path file = path.startsWith(VERSIONS) ? ofVersion(path) : ofRun(path);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(path.substring(path.lastIndexOf('/') + 1), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(new FileSystemResource(file));
    }

    private Path ofRun(String path) throws IOException {
        return store.read(store.find(path).orElseThrow(() -> nothing(path)));
    }

    private Path ofVersion(String path) throws IOException {
        Matcher matcher = VERSION.matcher(path);
        if (!matcher.matches()) {
            throw nothing(path);
        }
        ModelVersion version = registry.version(matcher.group(1), Integer.parseInt(matcher.group(2)))
                .orElseThrow(() -> nothing(path));
        String sum = version.files().get(matcher.group(3));
        if (sum == null) {
            throw nothing(path);
        }
        Path file = version.folder().resolve(matcher.group(3));
        Checksum.verify(file, sum);
        return file;
    }

    private static MlflowError nothing(String path) {
        return MlflowError.missing("No such artifact: '" + path + "'");
    }

    private static String requested(HttpServletRequest request) {
        String path = request.getRequestURI().substring(PROXY.length());
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8)
                .replaceAll("^/+", "");
    }
}
