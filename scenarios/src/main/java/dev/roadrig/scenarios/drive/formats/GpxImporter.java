package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Imports the tracks of a GPX file (Topografix GPX 1.0 and 1.1): each track point with a time is a position and a state.
 * A document type is refused, so that no entity is ever expanded and nothing is fetched.
 */
final class GpxImporter implements DriveImporter {

    @Override
    public String name() {
        return "gpx";
    }

    @Override
    public String form() {
        return "GPX track";
    }

    @Override
    public String mark() {
        return "its element <gpx>";
    }

    @Override
    public boolean knows(Path source) {
        String head = String.join(" ", TextHead.of(source));
        return head.stripLeading().startsWith("<") && head.contains("<gpx");
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var walk = new GpxWalk(source, writer);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(source))) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                xml.next();
                walk.see(xml);
            }
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException unreadable) {
                throw FileTrouble.unread(source, unreadable);
            }
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            String reason = String.valueOf(e.getMessage()).replaceFirst("(?s).*Message: ", "");
            throw new BadInput(source + ":" + line + ": is no whole XML: " + reason.strip(), e);
        } catch (IOException e) {
            throw FileTrouble.unread(source, e);
        }
        return new Account(FolderHash.ofFile(source), "UTC as recorded in <time>", walk.notes(), walk.dropped());
    }
}
