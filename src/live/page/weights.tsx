import type { ImageShape } from '../../data';
import { WeightScales } from '../../report/page/weight-scales';
import type { LiveContent } from './content';

/** The weights of the picked run as they are now. */
export function LiveWeights({ state: { classes, image }, unit }: LiveContent) {
  return (
    <section id="weights" aria-labelledby="weights-title">
      <h2 id="weights-title">Learnt weights</h2>
      <div data-part="weights">
        {image === null ? (
          <p class="note">There are no pictures, since the samples are no images.</p>
        ) : (
          <>
            <p>
              Each class’s weights as a picture: where it is bright in a colour, brightness in that
              colour speaks for the class; where it is dark, against it.
            </p>
            <WeightScales unit={unit} scales={['own', 'epoch']} />
            <h3 data-live="picked" />
            <LivePictures classes={classes} image={image} />
            <p class="note" data-live="pictured" />
          </>
        )}
      </div>
    </section>
  );
}

/** A picture for each class, which the script draws. */
export function LivePictures({
  classes,
  image: { width, height },
}: {
  readonly classes: readonly string[];
  readonly image: ImageShape;
}) {
  return (
    <ul class="pictures templates" hidden>
      {classes.map((name, k) => (
        <li>
          <canvas
            data-class={k}
            width={width}
            height={height}
            role="img"
            aria-label={`Weights of ${name}`}
          />
          <span>{name}</span>
        </li>
      ))}
    </ul>
  );
}
