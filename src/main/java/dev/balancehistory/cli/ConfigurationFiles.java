package dev.balancehistory.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.FileUrlResource;
import org.springframework.core.io.Resource;

/** Loads the configuration files, and knows the one that was read last, since the error of a parser does not name it. */
final class ConfigurationFiles extends DefaultResourceLoader {
    private static final byte[] BYTE_ORDER_MARK = "\ufeff".getBytes(StandardCharsets.UTF_8);

    private @Nullable Resource read;

    @Override
    public Resource getResource(String location) {
        Resource resource = super.getResource(location);
        try {
            return resource instanceof FileUrlResource ? new ConfigurationFile(resource) : resource;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file that was read last; null if none was. */
    @Nullable
    Resource read() {
        return read;
    }

    /** Some editors write a byte order mark, which would become a part of the first name. */
    private static InputStream withoutMark(InputStream file) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, BYTE_ORDER_MARK.length);
        byte[] start = in.readNBytes(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
            in.unread(start);
        }
        return in;
    }

    /** A file that is noted when it is read. */
    private final class ConfigurationFile extends FileUrlResource {
        ConfigurationFile(Resource resource) throws IOException {
            super(resource.getURL());
        }

        @Override
        public InputStream getInputStream() throws IOException {
            read = this;
            return withoutMark(super.getInputStream());
        }
    }
}
